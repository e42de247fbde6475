// Records the steps of a run. A step is start, score, scan, the method's own pass and measure of every batch, then observe,
// then advance; most scans measure as well, and where particles and nodes are few, one pass does the work of the last three, and of most
// scans. Dispatches that a step does not need have zero workgroups or, where they are small, a fixed size and return at once: a size that
// the device reads is checked there before, by a dispatch of the browser's.

import type { Plan } from '../../core/plan';
import { sequential as sequentialSchedule } from '../../core/schedules/sequential';
import type { BatchBuffers, LoopBuffers, RunBuffers } from './buffers';
import { type Binding, ComputePass, type PipelineCache } from './compute-pass';
import {
  batchKernel,
  columnGroups,
  fixedGroups,
  isParallel,
  type Kernel,
  type LoopSetting,
  nodesAtOnce,
  pathOf,
  read,
  uniform,
  write,
} from './kernel';
import { COLUMNS_PER_GROUP, DISPATCH, finishesAtOnce } from './layout';
import type { Programs } from './programs';
import { createScorePasses, type ScoreProgram, scoreGroups } from './score-pass';
import { shaders } from './shaders';
import { beginPass, endKernel, measureKernel, observeKernel, scansAtOnce } from './step-ends';

/** Encodes the steps of one loop (the parallel run or the reference). */
export class StepEncoder {
  private constructor(
    private readonly loop: LoopBuffers,
    /** The kernels of a step in their order. */
    readonly kernels: readonly Kernel[],
    private readonly begin: ComputePass,
  ) {}

  /** The passes of the parallel run. Rejects with ShaderError. */
  static async parallel(
    open: LoopSetting['open'],
    plan: Plan,
    { parallel: programs, sequential: { score: plain } }: { parallel: Programs; sequential: Programs },
    buffers: RunBuffers,
  ): Promise<StepEncoder> {
    const setting: LoopSetting = { open, plan, buffers, loop: buffers.parallel };
    const first = buffers.batches[0];
    if (!first) throw new Error('A plan has at least one batch of particles.');
    const observed = !finishesAtOnce(plan);
    // All are asked for at once: a browser compiles them side by side.
    const [perBatch, observe, begin, end] = await Promise.all([
      Promise.all(
        buffers.batches.map(async (batch, index) => {
          const kernels = await Promise.all([
            plainScores(setting, plain, batch, index),
            startKernel(setting, programs, batch, index),
            update(setting, programs, batch, index),
            observed && !programs.scan.measures ? measureKernel(setting, batch, index) : [],
          ]);
          return kernels.flat();
        }),
      ),
      observed ? observeKernel(setting, first) : [],
      beginPass(setting, plan.schedule.kind),
      endKernel(setting, programs, plan.schedule.kind),
    ]);
    return new StepEncoder(setting.loop, [perBatch, observe, end].flat(2), begin);
  }

  /** The passes of the reference run: the same score and scan, one node at a time, on the reference path. */
  static async sequential(
    open: LoopSetting['open'],
    plan: Plan,
    programs: Programs,
    buffers: RunBuffers,
  ): Promise<StepEncoder> {
    const setting: LoopSetting = { open, plan, buffers, loop: buffers.sequential };
    const [perBatch, begin, end] = await Promise.all([
      Promise.all(buffers.batches.map((batch, index) => update(setting, programs, batch, index))),
      beginPass(setting, sequentialSchedule.kind),
      endKernel(setting, programs, sequentialSchedule.kind),
    ]);
    return new StepEncoder(setting.loop, [...perBatch.flat(), end], begin);
  }

  /** Records the sizes of the first step. */
  encodeBegin(pass: GPUComputePassEncoder): void {
    this.begin.encode(pass, 1);
  }

  /** Records `steps` steps. */
  encode(pass: GPUComputePassEncoder, steps: number): void {
    for (let step = 0; step < steps; step++) {
      for (const kernel of this.kernels) this.encodeKernel(pass, kernel);
    }
  }

  /** Records one kernel of a step. */
  encodeKernel(encoder: GPUComputePassEncoder, { pass, offset, groups }: Kernel): void {
    if (groups !== null) pass.encode(encoder, groups);
    else if (offset !== null) pass.encodeIndirect(encoder, this.loop.dispatches, offset);
    else throw new Error(`The kernel ${pass.label} has no size.`);
  }
}

/** Draws the first states of all batches, for path and reference. */
export async function encodeInitialStates(
  cache: PipelineCache,
  plan: Plan,
  buffers: RunBuffers,
): Promise<(pass: GPUComputePassEncoder) => void> {
  const passes = await Promise.all(
    buffers.batches.map(async (batch) => ({
      groups: Math.ceil((plan.dimension * batch.particles) / COLUMNS_PER_GROUP),
      pass: await ComputePass.create(cache, shaders.initialise(plan.dimension, plan.spec.precision), [
        uniform(buffers.parallel.parameters),
        uniform(batch.uniform),
        write(batch.path),
        write(batch.reference),
      ]),
    })),
  );
  return (encoder) => {
    for (const { pass, groups } of passes) pass.encode(encoder, groups);
  };
}

async function startKernel(
  setting: LoopSetting,
  { start }: Programs,
  batch: BatchBuffers,
  index: number,
): Promise<Kernel> {
  const { open, buffers, loop } = setting;
  const pass = await ComputePass.create(open.cache, start.shader, [
    uniform(loop.parameters),
    uniform(batch.uniform),
    read(loop.state),
    read(buffers.nodes),
    write(batch.path),
    read(batch.prediction ?? buffers.scores),
    read(buffers.startTable),
  ]);
  return batchKernel('start', pass, index, DISPATCH.start, fixedGroups(columnGroups(start, batch), setting));
}

/** Scores without derivatives in a run that may have them: what a start asks for, and what a corrector needs. */
async function plainScores(
  { open, plan, buffers, loop }: LoopSetting,
  plain: ScoreProgram,
  batch: BatchBuffers,
  index: number,
): Promise<Kernel[]> {
  const kernelsInto = async (into: GPUBuffer, which: number) => {
    const passes = await createScorePasses(open.cache, plain, [
      uniform(batch.uniform),
      read(loop.state),
      read(buffers.nodes),
      read(batch.path),
      write(into),
      ...buffers.sequential.model,
      ...workingMemory(plain, buffers),
    ]);
    return passes.map((pass) => batchKernel('score', pass, index, which));
  };
  const kernels: Kernel[] = [];
  if (batch.prediction) kernels.push(...(await kernelsInto(batch.prediction, DISPATCH.predict)));
  if (plan.derivative !== null && plan.corrector !== null) {
    kernels.push(...(await kernelsInto(buffers.scores, DISPATCH.plain)));
  }
  return kernels;
}

/** The working memory of a score that needs some. */
function workingMemory({ activations }: ScoreProgram, buffers: RunBuffers): Binding[] {
  return activations > 0 ? [write(buffers.activations)] : [];
}

/** The score of a batch, its scan where no other pass makes it, and the method's own pass where there is one. */
async function update(setting: LoopSetting, programs: Programs, batch: BatchBuffers, index: number): Promise<Kernel[]> {
  const { open, plan, buffers, loop } = setting;
  const { score, scan, own } = programs;
  const path = pathOf(setting, batch);
  const common = [uniform(loop.parameters), uniform(batch.uniform), read(loop.state), read(buffers.nodes)];
  const derived = isParallel(setting) && plan.derivative !== null;
  const memory = loop.memory[index];
  const [scorePasses, scanPass, ownPass] = await Promise.all([
    createScorePasses(open.cache, score, [
      uniform(batch.uniform),
      read(loop.state),
      read(buffers.nodes),
      read(path),
      write(buffers.scores),
      ...(derived ? [write(buffers.linearParts)] : []),
      ...loop.model,
      ...workingMemory(score, buffers),
    ]),
    scansAtOnce(setting, programs)
      ? null
      : ComputePass.create(open.cache, scan.shader, [
          ...common,
          write(path),
          write(buffers.scores),
          read(buffers.linearParts),
          read(loop.scanTable),
          ...(scan.measures ? [read(batch.reference), write(buffers.measurements)] : []),
        ]),
    own && memory
      ? ComputePass.create(open.cache, own.shader, [
          ...common,
          write(path),
          write(buffers.scores),
          write(memory),
          ...loop.tables.map(read),
        ])
      : null,
  ]);
  // Only without a pass of the method does the phase of a step decide whether it needs score and scan; and a start that asks for a score
  // has a phase in which that of a round would be evaluated as well.
  const asks = isParallel(setting) && plan.start.calls > 0;
  const rows = batch.particles * nodesAtOnce(setting);
  const groups = own === null && !asks ? fixedGroups(scoreGroups(score, rows), setting) : null;
  const kernels = scorePasses.map((pass) => batchKernel('score', pass, index, DISPATCH.score, groups));
  if (scanPass) {
    const scanGroups = own === null ? fixedGroups(columnGroups(scan, batch), setting) : null;
    kernels.push(batchKernel('scan', scanPass, index, DISPATCH.scan, scanGroups));
  }
  if (ownPass) kernels.push(batchKernel('own', ownPass, index, DISPATCH.own));
  return kernels;
}
