// Names of lanes: what distinguishes one method of a race from another, in few words. The words are those of the registries.

import { methods } from './methods';
import { hasBlocks, type Lane } from './race';
import { formatNumber } from './read-value';
import type { MethodSpec } from './spec';
import { starts } from './starts';
import { updates } from './updates';

/** Label of a registry's entry, or the name itself where there is none. */
function labelOf(registry: Readonly<Record<string, { readonly label: string }>>, name: string): string {
  return Object.hasOwn(registry, name) ? (registry[name]?.label ?? name) : name;
}

/** Linear parts that stand in a method's name, since they are those of its paper. */
const OWN_PART: Readonly<Partial<Record<MethodSpec['kind'], string>>> = {
  piadm: 'picard',
  window: 'paradigms',
  wavefront: 'picard',
  anderson: 'picard',
};

const SOLVERS = { exponential: 'Exponential integrator', ddim: 'DDIM', 'dpm-solver++': 'DPM-Solver++(2M)' } as const;

/** Lower case but for names: `Gaussian data`, `scaled identity`. */
function inSentence(label: string): string {
  return /^(Gaussian|Jacobi\b|Picard|ParaDiGMS)/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1);
}

/**
 * A name for a lane: `PIADM, 8 blocks`, `Full Jacobian, 1 block, Gaussian start`, `Sliding window of 64`.
 * @param stopping whether the rule that ends a segment is named where it is not the usual one
 */
export function laneLabel({ method, blocks }: Lane, stopping = true): string {
  const parts: string[] = [];
  const label = labelOf(methods, method.kind);
  if (method.kind === 'few-step') return SOLVERS[method.solver];
  const linearPart = 'linearPart' in method && method.linearPart !== OWN_PART[method.kind] ? method.linearPart : null;
  // PIADM is the name of its Picard iteration; with another linear part, that is the name.
  if (method.kind === 'piadm' && linearPart !== null) parts.push(labelOf(updates, linearPart));
  else if (method.kind === 'window') parts.push(`${label} of ${formatNumber(method.window)}`);
  else if (method.kind === 'anderson') parts.push(`${label} (${formatNumber(method.memory)})`);
  else parts.push(label);
  if (method.kind !== 'piadm' && linearPart !== null) parts.push(inSentence(labelOf(updates, linearPart)));
  if (hasBlocks(method)) parts.push(blocks === 1 ? '1 block' : `${formatNumber(blocks)} blocks`);
  if ('start' in method && method.start !== 'constant')
    parts.push(`${inSentence(labelOf(starts, method.start)).replace(/ path$/, '')} start`);
  if ('clip' in method && method.clip === 'data') parts.push('clipped to the data');
  if (method.kind === 'parareal' && method.pipelined) parts.push('pipelined');
  if (stopping) parts.push(...stoppingWords(method));
  return parts.join(', ');
}

/** The rule that ends a segment, where it is not the usual one. */
function stoppingWords(method: MethodSpec): string[] {
  if ('iterations' in method && method.tolerance === null) {
    const { iterations } = method;
    return [`${formatNumber(iterations)} round${iterations === 1 ? '' : 's'}`];
  }
  if (!('tolerance' in method) || method.tolerance === null) return [];
  const usual = method.kind === 'window' ? 0.03 : 0.001;
  return method.tolerance === usual ? [] : [`tolerance ${formatNumber(method.tolerance)}`];
}

/** Names of lanes side by side; equal ones are numbered. */
export function laneLabels(lanes: readonly Lane[]): string[] {
  const labels = lanes.map((lane) => laneLabel(lane));
  return labels.map((label, index) => {
    const before = labels.slice(0, index).filter((other) => other === label).length;
    return before === 0 ? label : `${label} (${before + 1})`;
  });
}
