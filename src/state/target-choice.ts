// Choosing among kinds of target: one name for each entry of the page's list, and the target each starts with. Points and
// mixtures of the reader's own are kept, so that choosing another target and coming back loses nothing.

import type { TargetSpec, WeightPrecision } from '../core/spec';
import { isJsonObject, type Json, type JsonObject } from './json';
import { endEdit, setField, useSettings } from './settings';

/** Names of the networks that the page comes with. */
export const trainedNetworks: readonly string[] = ['two-moons', 'checkerboard', 'spiral'];

/** Bandwidth of points when nothing else is said: that of the built-in two moons. */
export const DEFAULT_BANDWIDTH = 0.08;

/** Targets that a choice starts with. */
const beginnings: Readonly<Record<'gaussian' | 'random', TargetSpec>> = {
  gaussian: { kind: 'gaussian', dimension: 32, mean: 0.5, std: 0.5 },
  random: { kind: 'mixture', name: 'random', dimension: 32, components: 8, std: 0.5, seed: 1 },
};

/** Latest target of each choice that has settings of its own. */
const kept = new Map<string, Json>();

/** Name of the list's entry for a target: `network:two-moons`, `mixture:ring`, `gaussian`, `random`, `points`, `custom`, or
 * `unknown:...` for what is none. */
export function targetKind(target: Json | undefined): string {
  if (!isJsonObject(target)) return 'unknown:';
  if (target.kind === 'network') return `network:${target.name}`;
  if (target.kind === 'gaussian' || target.kind === 'points') return target.kind;
  if (target.kind === 'mixture') {
    if ('means' in target) return 'custom';
    return target.name === 'random' ? 'random' : `mixture:${target.name}`;
  }
  return `unknown:${target.kind}`;
}

/** Keeps the settings of a target for when its choice is made again. */
export function keepTarget(target: Json | undefined): void {
  if (target !== undefined) kept.set(targetKind(target), target);
}

/** The precision of the weights of a network; null for any other target. */
export function weightsOf(target: Json | undefined): WeightPrecision | null {
  if (!isJsonObject(target) || target.kind !== 'network') return null;
  return target.weights === 'f16' ? 'f16' : 'f32';
}

/** A network with weights of a precision. Nothing is said of single precision: a run has one form. */
function withWeights(target: JsonObject, precision: WeightPrecision): JsonObject {
  const { weights: _, ...single } = target;
  return precision === 'f16' ? { ...single, weights: precision } : single;
}

/** Gives the network of the draft weights of a precision. */
export function setWeights(precision: WeightPrecision): void {
  const { target } = useSettings.getState().draft;
  if (!isJsonObject(target) || weightsOf(target) === null) return;
  setField('target', withWeights(target, precision));
  endEdit();
}

/** Makes an entry of the list the target; another network keeps the precision of the weights. False when it needs points that do not exist yet. */
export function setTargetKind(choice: string): boolean {
  const target = kept.get(choice) ?? beginningOf(choice);
  if (target === null) return false;
  const half = weightsOf(useSettings.getState().draft.target) === 'f16' && weightsOf(target) !== null;
  setField('target', half && isJsonObject(target) ? withWeights(target, 'f16') : target);
  endEdit();
  return true;
}

function beginningOf(choice: string): Json | null {
  const [kind, name] = choice.split(':');
  if ((kind === 'network' || kind === 'mixture') && name !== undefined) return { kind, name };
  if (kind === 'gaussian' || kind === 'random') return beginnings[kind] as unknown as Json;
  return null;
}
