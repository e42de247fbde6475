// A kernel of a step: a pass with the number of its workgroups, which is the same in every step or which the device reads.

import type { PassName } from '../../core/cost-profile';
import type { Plan } from '../../core/plan';
import type { BatchBuffers, LoopBuffers, RunBuffers } from './buffers';
import type { Binding, ComputePass } from './compute-pass';
import type { OpenDevice } from './device';
import { COLUMNS_PER_GROUP, dispatchOffset } from './layout';

export const uniform = (buffer: GPUBuffer): Binding => ({ type: 'uniform', buffer });
export const read = (buffer: GPUBuffer): Binding => ({ type: 'read-only-storage', buffer });
export const write = (buffer: GPUBuffer): Binding => ({ type: 'storage', buffer });

export interface Kernel {
  readonly name: PassName;
  readonly pass: ComputePass;
  /** Where a step's sizes of it stand; null where it has one workgroup in every step. */
  readonly offset: number | null;
  /** Workgroups of every step; null where the device reads them. */
  readonly groups: number | null;
}

/** What the kernels of a loop (the parallel run or the reference) are made from. */
export interface LoopSetting {
  readonly open: Pick<OpenDevice, 'cache' | 'adapter'>;
  readonly plan: Plan;
  readonly buffers: RunBuffers;
  readonly loop: LoopBuffers;
}

/** Whether a loop is the parallel run. */
export function isParallel({ loop, buffers }: LoopSetting): boolean {
  return loop === buffers.parallel;
}

/** The path of a batch that a loop makes. */
export function pathOf(setting: LoopSetting, { path, reference }: BatchBuffers): GPUBuffer {
  return isParallel(setting) ? path : reference;
}

/** Nodes that a loop makes at once, at most. */
export function nodesAtOnce(setting: LoopSetting): number {
  return isParallel(setting) ? setting.plan.nodesInFlight : 1;
}

/** A kernel of a batch, of so many workgroups in every step. */
export function batchKernel(
  name: PassName,
  pass: ComputePass,
  batch: number,
  which: number,
  groups: number | null = null,
): Kernel {
  return { name, pass, offset: dispatchOffset(batch, which), groups };
}

/** Dispatches of at most so many workgroups have a fixed size. A software adapter clears the memory of each workgroup and runs it, even if
 * it returns at once; on a GPU as many run side by side. */
const MOST_FIXED = { hardware: 64, software: 2 };

/** A number of workgroups for all steps, of a kernel that can tell by itself which of them need it; null where it is read. */
export function fixedGroups(most: number, { open }: LoopSetting): number | null {
  return most <= (open.adapter.software ? MOST_FIXED.software : MOST_FIXED.hardware) ? most : null;
}

/** Workgroups of a pass that walks columns. */
export function columnGroups({ items }: { readonly items: number }, { particles }: BatchBuffers): number {
  return Math.ceil((items * particles) / COLUMNS_PER_GROUP);
}
