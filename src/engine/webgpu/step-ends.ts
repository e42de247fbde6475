// The passes that begin a schedule and end its steps: measure and observe of many particles and then advance, or finish, which does the work
// of all three, and of most scans, where particles and nodes are few.

import type { BatchBuffers } from './buffers';
import { ComputePass } from './compute-pass';
import {
  batchKernel,
  isParallel,
  type Kernel,
  type LoopSetting,
  nodesAtOnce,
  pathOf,
  read,
  uniform,
  write,
} from './kernel';
import { DISPATCH, finishesAtOnce, reducingThreads } from './layout';
import type { Programs } from './programs';
import { shaders } from './shaders';

/** Whether the pass that ends the steps of a loop scans as well. */
export function scansAtOnce({ plan }: LoopSetting, { scan, own }: Programs): boolean {
  return finishesAtOnce(plan) && scan.isPlain && own === null;
}

/** The pass that begins a schedule. */
export function beginPass(setting: LoopSetting, schedule: string): Promise<ComputePass> {
  const shader = shaders.advance(setting.plan.dimension, schedule, 'beginSchedule', 1);
  return ComputePass.create(setting.open.cache, shader, advanceBindings(setting));
}

/** The kernel that ends each step. A loop without statistics, which is the reference, has one that finishes only if it scans as well. */
export async function endKernel(setting: LoopSetting, programs: Programs, schedule: string): Promise<Kernel> {
  const { open, plan, buffers } = setting;
  const scans = scansAtOnce(setting, programs);
  const batch = buffers.batches[0];
  if (batch && (scans || (isParallel(setting) && finishesAtOnce(plan))))
    return finishKernel(setting, batch, schedule, scans);
  const threads = reducingThreads(open.adapter.software, nodesAtOnce(setting));
  const shader = shaders.advance(plan.dimension, schedule, 'advanceSchedule', threads);
  const pass = await ComputePass.create(open.cache, shader, advanceBindings(setting));
  return { name: 'advance', pass, offset: null, groups: 1 };
}

async function finishKernel(
  setting: LoopSetting,
  batch: BatchBuffers,
  schedule: string,
  scans: boolean,
): Promise<Kernel> {
  const { open, plan, buffers, loop } = setting;
  const nodes = nodesAtOnce(setting);
  const items = scans ? nodes * plan.dimension * plan.spec.particles : nodes;
  const shader = shaders.finish(plan, schedule, scans, reducingThreads(open.adapter.software, items));
  const pass = await ComputePass.create(open.cache, shader, [
    uniform(loop.parameters),
    write(loop.state),
    write(pathOf(setting, batch)),
    // The reference itself has no errors: it reads none of the other path.
    read(isParallel(setting) ? batch.reference : batch.path),
    write(buffers.scores),
    read(buffers.projection),
    read(buffers.nodes),
    write(buffers.records),
    write(loop.dispatches),
  ]);
  return { name: 'finish', pass, offset: null, groups: 1 };
}

function advanceBindings({ loop, buffers }: LoopSetting) {
  return [
    uniform(loop.parameters),
    write(loop.state),
    write(buffers.records),
    write(loop.dispatches),
    read(buffers.nodes),
  ];
}

/** Measures a batch where its scan does not. */
export async function measureKernel(
  { open, plan, buffers, loop }: LoopSetting,
  batch: BatchBuffers,
  index: number,
): Promise<Kernel> {
  const pass = await ComputePass.create(open.cache, shaders.measure(plan.dimension), [
    uniform(loop.parameters),
    uniform(batch.uniform),
    read(loop.state),
    read(batch.path),
    read(batch.reference),
    read(buffers.scores),
    write(buffers.measurements),
  ]);
  return batchKernel('measure', pass, index, DISPATCH.measure);
}

/** Reduces what was measured of all batches; pictures are of the first. */
export async function observeKernel({ open, plan, buffers, loop }: LoopSetting, first: BatchBuffers): Promise<Kernel> {
  const threads = reducingThreads(open.adapter.software, plan.spec.particles);
  const pass = await ComputePass.create(open.cache, shaders.observe(plan.dimension, threads), [
    uniform(loop.parameters),
    read(loop.state),
    write(buffers.measurements),
    read(first.path),
    read(buffers.projection),
    write(buffers.records),
  ]);
  return batchKernel('observe', pass, buffers.batches.length, 0);
}
