// What the chosen method computes: words and sources of the method and of its settings, with the equations of the core.

import { GENERAL_UPDATE, STEP } from '../core/equations';
import { methods } from '../core/methods';
import { clips, roundings, solvers } from '../core/methods/described';
import { langevinCorrector } from '../core/methods/piadm';
import { starts } from '../core/starts';
import { predictorOf, type Update, updates } from '../core/updates';
import type { Words } from '../words';
import { Equation } from './Equation';
import { useField } from './fields';
import { useWords } from './use-words';

/** The entry of a registry by a name that may not be one while it is being edited. */
function entry<T>(registry: Readonly<Record<string, T>>, name: unknown): T | undefined {
  return typeof name === 'string' && Object.hasOwn(registry, name) ? registry[name] : undefined;
}

/** What is said of an entry of a registry. */
interface Note {
  readonly words: Words['methods']['piadm'];
  readonly equation: string;
}

/** The entry of a registry with the words of the page about it; undefined for a name that is none. */
function noteOf(
  registry: Readonly<Record<string, { readonly equation: string }>>,
  words: Readonly<Record<string, Note['words']>>,
  name: unknown,
): Note | undefined {
  const [found, said] = [entry(registry, name), entry(words, name)];
  return found && said && { words: said, equation: found.equation };
}

/** A method, or one of its settings by name and choice. */
function Piece({ of, setting }: { readonly of: Note; readonly setting?: string }) {
  const { note: words, sentenceSpace } = useWords();
  const { label, explanation, source } = of.words;
  return (
    <>
      <p>
        <strong>{setting === undefined ? words.name(label) : words.setting(setting, label)}</strong>
        {sentenceSpace}
        {explanation}
      </p>
      <Equation tex={of.equation} />
      <p className="source">
        {words.source}
        <cite>{source}</cite>
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
  const all = useWords();
  const words = all.settings;
  const method = noteOf(methods, all.methods, useField('method.kind'));
  const linearPart = useField('method.linearPart');
  const update = entry<Update>(updates, linearPart);
  const corrector = useField('method.corrector');
  const corrected = typeof corrector === 'object' && corrector !== null;
  const langevin = { words: all.correctors.langevin, equation: langevinCorrector.equation };
  const pieces: readonly (readonly [string, Note | undefined])[] = [
    [words.solver, noteOf(solvers, all.solvers, useField('method.solver'))],
    [words.linearPart, noteOf(updates, all.updates, linearPart)],
    [words.clip, noteOf(clips, all.clips, useField('method.clip'))],
    [words.start, noteOf(starts, all.starts, useField('method.start'))],
    [words.corrector, corrected ? langevin : undefined],
    [words.precision, noteOf(roundings, all.roundings, useField('precision'))],
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
