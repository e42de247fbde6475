// Names of lanes and of curves of quality in the words of the page: what distinguishes one method from another, in few words.

import type { QualityCurve, QualitySource } from '../core/quality-sweep';
import { hasBlocks, type Lane } from '../core/race';
import { formatNumber } from '../core/read-value';
import type { MethodSpec } from '../core/spec';
import type { Words } from '../words';

/** Linear parts that stand in a method's name, since they are those of its paper. */
const OWN_PART: Readonly<Partial<Record<MethodSpec['kind'], string>>> = {
  piadm: 'picard',
  window: 'paradigms',
  wavefront: 'picard',
  anderson: 'picard',
};

/**
 * A name for a lane: `PIADM, 8 blocks`, `Full Jacobian, 1 block, Gaussian start`, `Sliding window of 64`.
 * @param stopping whether the rule that ends a segment is named where it is not the usual one
 */
export function laneLabel({ method, blocks }: Lane, words: Words, stopping = true): string {
  if (method.kind === 'few-step') return words.solvers[method.solver].label;
  const { lanes } = words;
  const parts = methodParts(method, words);
  if (hasBlocks(method)) parts.push(lanes.blocks(formatNumber(blocks)));
  if ('start' in method && method.start !== 'constant') parts.push(named(lanes.starts, method.start));
  if ('clip' in method && method.clip === 'data') parts.push(lanes.clipped);
  if (method.kind === 'parareal' && method.pipelined) parts.push(lanes.pipelined);
  if (stopping) parts.push(...stoppingWords(method, words));
  return parts.join(lanes.separator);
}

/** The method, and its linear part where that is not the method's own. */
function methodParts(method: Exclude<MethodSpec, { kind: 'few-step' }>, words: Words): string[] {
  const { lanes, updates } = words;
  const { label } = words.methods[method.kind];
  const own = !('linearPart' in method) || method.linearPart === OWN_PART[method.kind];
  // PIADM is the name of its Picard iteration; with another linear part, that is the name.
  if (method.kind === 'piadm') return [own ? label : labelOf(updates, method.linearPart)];
  const name =
    method.kind === 'window'
      ? lanes.windowOf(label, formatNumber(method.window))
      : method.kind === 'anderson'
        ? lanes.remembering(label, formatNumber(method.memory))
        : label;
  return own ? [name] : [name, named(lanes.updates, method.linearPart)];
}

/** The rule that ends a segment, where it is not the usual one. */
function stoppingWords(method: MethodSpec, { lanes }: Words): string[] {
  if ('iterations' in method && method.tolerance === null) return [lanes.rounds(formatNumber(method.iterations))];
  if (!('tolerance' in method) || method.tolerance === null) return [];
  const usual = method.kind === 'window' ? 0.03 : 0.001;
  return method.tolerance === usual ? [] : [lanes.tolerance(formatNumber(method.tolerance))];
}

/** The entry of a dictionary, or the name itself where there is none. */
function named(entries: Readonly<Record<string, string>>, name: string): string {
  return Object.hasOwn(entries, name) ? (entries[name] ?? name) : name;
}

function labelOf(entries: Readonly<Record<string, { readonly label: string }>>, name: string): string {
  return Object.hasOwn(entries, name) ? (entries[name]?.label ?? name) : name;
}

/** Names side by side; equal ones are numbered. */
function numbered(labels: readonly string[], { lanes }: Words): string[] {
  const taken: string[] = [];
  for (const label of labels) {
    let name = label;
    for (let number = 2; taken.includes(name); number++) name = lanes.numbered(label, formatNumber(number));
    taken.push(name);
  }
  return taken;
}

/** Names of lanes side by side; equal ones are numbered. */
export function laneLabels(lanes: readonly Lane[], words: Words): string[] {
  return numbered(
    lanes.map((lane) => laneLabel(lane, words)),
    words,
  );
}

/** The name of what a curve of quality is of. */
export function sourceLabel({ lane, solver }: QualitySource, lanes: readonly Lane[], words: Words): string {
  if (solver === 'exponential') return words.lanes.fewerSteps;
  if (solver !== null) return words.lanes.fewerStepsBy(words.solvers[solver].label);
  const method = lane === null ? undefined : lanes[lane];
  return method ? laneLabel(method, words, false) : '';
}

/** Names of curves of quality side by side; equal ones are numbered. */
export function curveLabels(curves: readonly QualityCurve[], lanes: readonly Lane[], words: Words): string[] {
  return numbered(
    curves.map((curve) => sourceLabel(curve, lanes, words)),
    words,
  );
}
