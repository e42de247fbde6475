// "Copy as Python": a self-contained NumPy script that reproduces the numbers of a run in double precision, and from which its
// method can be learned. It is put together from the pieces that the run needs; what it does not use is left out.

import { methodOf } from '../methods';
import { clips, roundings, solvers } from '../methods/described';
import { dimensionOf } from '../parse-target';
import type { NetworkModel } from '../scores';
import { type RunSpec, SpecError } from '../spec';
import { startError, starts } from '../starts';
import { updateError, updateOf } from '../updates';
import { wrapped } from './literals';
import { partsOf } from './parts';
import { piece } from './pieces';
import { type ScriptRun, scriptRun } from './run';
import { settings } from './settings';

/** Numbers of the largest array of a mixture's score, `[particle][component][coordinate]`: 512 MiB, of which a script holds
 * a few at a time. */
const MOST_NUMBERS = 2 ** 26;

/** The longest spec that is repeated at the top of a script: longer ones hold points or components, which stand below. */
const LONGEST_SPEC = 1000;

/**
 * Why there is no script of a run; null when there is one.
 * @param network the loaded model of a network target: its dimension and training data decide what the script needs
 * @returns a sentence
 */
export function unsupported(spec: RunSpec, network: NetworkModel | null = null): string | null {
  const { target, method } = spec;
  if (target.kind === 'network' && network?.name !== target.name) {
    return `The script of a trained network is written for its sizes; load the network "${target.name}" first.`;
  }
  const dimension = dimensionOf(target) ?? network?.dimension ?? 0;
  const unsuited =
    'linearPart' in method ? (updateError(method.linearPart, dimension) ?? startError(method.start, dimension)) : null;
  if (unsuited) return unsuited.message;
  let run: ScriptRun;
  try {
    run = scriptRun(spec, network);
  } catch (error) {
    if (error instanceof SpecError) return error.message;
    throw error;
  }
  const { model } = run.target;
  if (model.kind !== 'mixture') return null;
  const numbers = spec.particles * model.components * model.dimension;
  if (numbers <= MOST_NUMBERS) return null;
  return `The script would hold ${numbers.toLocaleString('en-US')} numbers of ${spec.particles.toLocaleString('en-US')} particles and ${model.components.toLocaleString('en-US')} components at once; allowed are ${MOST_NUMBERS.toLocaleString('en-US')}. Reduce particles or components.`;
}

/**
 * A Python script (3.9 or newer, NumPy alone) that makes the run of the CPU backend again and prints its numbers.
 * @param network the loaded model of a network target; the script reads the weights from the model's file
 * @throws SpecError with the sentence of {@link unsupported}
 */
export function pythonScript(spec: RunSpec, network: NetworkModel | null = null): string {
  const reason = unsupported(spec, network);
  if (reason !== null) throw new SpecError(reason);
  const run = scriptRun(spec, network);
  const parts = partsOf(run).map((name) => piece(name, run.flags));
  const usesSignal = parts.some((part) => /\bsignal\(/.test(part));
  const code = parts.flatMap((part) => {
    const isProcess = usesSignal && part === piece('process', run.flags);
    return isProcess ? [part, piece('signal', run.flags)] : [part];
  });
  const body = joined(code);
  const imports = ['json', ...(/\bsys\./.test(body) ? ['sys'] : [])].map((name) => `import ${name}`);
  return `${[title(run), imports.join('\n'), 'import numpy as np', settings(run, body)].join('\n\n')}\n\n${body}\n`;
}

/** Pieces one below the other: two empty lines around functions, one between other statements. */
function joined(code: readonly string[]): string {
  const isStatement = (line: string) => !line.startsWith(' ');
  return code.reduce((text, part) => {
    const begins = part.split('\n').find((line) => !line.startsWith('#')) ?? '';
    const plain = isStatement(text.slice(text.lastIndexOf('\n') + 1)) && !begins.startsWith('def ');
    return `${text}${plain ? '\n\n' : '\n\n\n'}${part}`;
  });
}

/** The text at the top of a script. */
function title(run: ScriptRun): string {
  const { spec, target } = run;
  const words = (text: string) => wrapped(text.split(' '));
  const document = JSON.stringify(spec);
  const usage = spec.target.kind === 'network' ? 'python run.py [MODEL.safetensors]' : 'python run.py';
  return [
    '"""A run of the Picard Playground in NumPy.',
    '',
    words(
      'A diffusion model samples by a chain of network calls, one after the other. A parallel sampler guesses the whole path ' +
        'and corrects it at all of its nodes at once, round by round, until it is the path of the sequential sampler on the same noise.',
    ),
    '',
    `Target: ${target.label}; ${spec.dynamics === 'sde' ? 'reverse SDE' : 'probability-flow ODE'}.`,
    ...describe(run).map(words),
    '',
    words(
      `Needs Python 3.9 or newer and NumPy: ${usage}. It prints one line of JSON and a table, the same numbers as the CPU backend ` +
        'of the playground. Arrays are [node, particle, coordinate]; noise time r falls from HORIZON (noise) to CUTOFF (data).',
    ),
    ...(document.length > LONGEST_SPEC ? [] : ['', 'The run:', wrapped(document.replaceAll(',"', ', "').split(' '))]),
    '"""',
  ].join('\n');
}

/** Method, linear part, start and so on, each with its source. */
function describe({ spec }: ScriptRun): readonly string[] {
  const { method, precision } = spec;
  const sentence = (what: string, { label, paper }: { readonly label: string; readonly paper: string }) =>
    `${what}: ${label} (${paper}).`;
  return [
    sentence('Method', methodOf(method.kind)),
    ...('linearPart' in method ? [sentence('Linear part', updateOf(method.linearPart))] : []),
    ...('start' in method ? [sentence('Start', starts[method.start as keyof typeof starts])] : []),
    ...('solver' in method ? [sentence('Solver', solvers[method.solver])] : []),
    ...('clip' in method && method.clip !== 'none' ? [sentence('Clip', clips[method.clip])] : []),
    ...(precision === 'f32' ? [] : [sentence('Precision', roundings[precision])]),
  ];
}
