// What the chosen method computes: words, equations and sources of the method and of its settings, from the registries of the
// core.

import { GENERAL_UPDATE, STEP } from '../core/equations';
import { methods } from '../core/methods';
import { clips, type Described, roundings, solvers } from '../core/methods/described';
import { langevinCorrector } from '../core/methods/piadm';
import { starts } from '../core/starts';
import { predictorOf, type Update, updates } from '../core/updates';
import { Equation } from './Equation';
import { useField } from './fields';
import { useWords } from './use-words';

/** The entry of a registry by a name that may not be one while it is being edited. */
function entry<T>(registry: Readonly<Record<string, T>>, name: unknown): T | undefined {
  return typeof name === 'string' && Object.hasOwn(registry, name) ? registry[name] : undefined;
}

/** A method, or one of its settings by name and choice. */
function Piece({ of, setting }: { readonly of: Described; readonly setting?: string }) {
  const words = useWords().note;
  return (
    <>
      <p>
        <strong>{setting === undefined ? of.label : `${setting}: ${of.label}`}.</strong> {of.explanation}
      </p>
      <Equation tex={of.equation} />
      <p className="source">
        {words.source}: <cite>{of.paper}</cite>
      </p>
    </>
  );
}

/** The step that all methods have in common, and how a round goes over all nodes by it. */
function Step({ linear }: { readonly linear: boolean }) {
  const words = useWords().note;
  return (
    <>
      <p>{words.step}</p>
      <Equation tex={STEP} />
      {linear && (
        <>
          <p>{words.round}</p>
          <Equation tex={GENERAL_UPDATE} />
        </>
      )}
    </>
  );
}

export function MethodNote() {
  const words = useWords().settings;
  const method = entry<Described>(methods, useField('method.kind'));
  const update = entry<Update>(updates, useField('method.linearPart'));
  const corrector = useField('method.corrector');
  const corrected = typeof corrector === 'object' && corrector !== null;
  const pieces: readonly (readonly [string, Described | undefined])[] = [
    [words.solver, entry<Described>(solvers, useField('method.solver'))],
    [words.linearPart, update],
    [words.clip, entry<Described>(clips, useField('method.clip'))],
    [words.start, entry<Described>(starts, useField('method.start'))],
    [words.corrector, corrected ? langevinCorrector : undefined],
    [words.precision, entry<Described>(roundings, useField('precision'))],
  ];
  if (!method) return null;
  return (
    <section className="note" aria-label={words.about}>
      <h2>{words.about}</h2>
      <Piece of={method} />
      <Step linear={update !== undefined && predictorOf(update)?.surrogate !== true} />
      {pieces.map(([setting, piece]) => piece && <Piece key={setting} of={piece} setting={setting} />)}
    </section>
  );
}
