// What the chosen method computes: words, equations and sources of the method, its linear part and its start, from the
// registries of the core.

import { GENERAL_UPDATE, STEP } from '../core/equations';
import { methods } from '../core/methods';
import { langevinCorrector } from '../core/methods/piadm';
import { starts } from '../core/starts';
import { updates } from '../core/updates';
import { Equation } from './Equation';
import { useField } from './fields';
import { useWords } from './words';

/** The entry of a registry by a name that may not be one while it is being edited. */
function entry<T>(registry: Readonly<Record<string, T>>, name: unknown): T | undefined {
  return typeof name === 'string' && Object.hasOwn(registry, name) ? registry[name] : undefined;
}

/** A piece of a method, as its registry describes it. */
interface Described {
  readonly label: string;
  readonly explanation: string;
  readonly equation: string;
  readonly paper: string;
}

function Piece({ of, heading }: { readonly of: Described; readonly heading?: string }) {
  return (
    <>
      <p>
        {heading !== undefined && <strong>{`${heading}: ${of.label}. `}</strong>}
        {of.explanation} <cite>{of.paper}</cite>
      </p>
      <Equation tex={of.equation} />
    </>
  );
}

export function MethodNote() {
  const words = useWords().settings;
  const method = entry<Described>(methods, useField('method.kind'));
  const update = entry<Described>(updates, useField('method.linearPart'));
  const start = entry<Described>(starts, useField('method.start'));
  const corrector = useField('method.corrector');
  const corrected = typeof corrector === 'object' && corrector !== null;
  if (!method) return null;
  return (
    <section className="note" aria-label={words.about}>
      <Piece of={method} />
      <Equation tex={STEP} />
      {update && (
        <>
          <Equation tex={GENERAL_UPDATE} />
          <Piece of={update} heading={words.linearPart} />
        </>
      )}
      {start && <Piece of={start} heading={words.start} />}
      {corrected && <Piece of={langevinCorrector} heading={words.corrector} />}
    </section>
  );
}
