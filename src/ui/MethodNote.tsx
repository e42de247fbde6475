// What the chosen method computes: its words, its update and its source, from the registries of the core.

import { GENERAL_UPDATE, STEP } from '../core/equations';
import { methods } from '../core/methods';
import { updates } from '../core/updates';
import { Equation } from './Equation';
import { useField } from './fields';
import { useWords } from './words';

/** The entry of a registry by a name that may not be one while it is being edited. */
function entry<T>(registry: Readonly<Record<string, T>>, name: unknown): T | undefined {
  return typeof name === 'string' && Object.hasOwn(registry, name) ? registry[name] : undefined;
}

export function MethodNote() {
  const words = useWords().settings;
  const method = entry(methods, useField('method.kind'));
  const update = entry(updates, useField('method.linearPart'));
  if (!method) return null;
  return (
    <section className="note" aria-label={words.about}>
      <p>{method.explanation}</p>
      {update ? (
        <>
          <Equation tex={GENERAL_UPDATE} />
          <Equation tex={update.equation} />
          <p>
            {update.explanation} <cite>{update.paper}</cite>
          </p>
        </>
      ) : (
        <Equation tex={STEP} />
      )}
    </section>
  );
}
