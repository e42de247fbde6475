// Records the steps of a run. A step is start, score, scan, the method's own pass and measure of every batch, then observe,
// then advance; the dispatches that a step does not need have zero workgroups.

import type { Plan } from '../../core/plan';
import { sequential as sequentialSchedule } from '../../core/schedules/sequential';
import type { BatchBuffers, LoopBuffers, RunBuffers } from './buffers';
import { type Binding, ComputePass, type PipelineCache } from './compute-pass';
import { COLUMNS_PER_GROUP, DISPATCH, dispatchOffset } from './layout';
import type { Programs } from './programs';
import { createScorePasses, type ScoreProgram } from './score-pass';
import { shaders } from './shaders';

const uniform = (buffer: GPUBuffer): Binding => ({ type: 'uniform', buffer });
const read = (buffer: GPUBuffer): Binding => ({ type: 'read-only-storage', buffer });
const write = (buffer: GPUBuffer): Binding => ({ type: 'storage', buffer });

interface Kernel {
  readonly pass: ComputePass;
  readonly offset: number;
}

/** Encodes the steps of one loop (the parallel run or the reference). */
export class StepEncoder {
  private constructor(
    private readonly loop: LoopBuffers,
    private readonly kernels: readonly Kernel[],
    private readonly begin: ComputePass,
    private readonly advance: ComputePass,
  ) {}

  /** The passes of the parallel run. Rejects with ShaderError. */
  static async parallel(
    cache: PipelineCache,
    plan: Plan,
    { parallel: programs, sequential: { score: plain } }: { parallel: Programs; sequential: Programs },
    buffers: RunBuffers,
  ): Promise<StepEncoder> {
    const loop = buffers.parallel;
    const first = buffers.batches[0];
    if (!first) throw new Error('A plan has at least one batch of particles.');
    // All are asked for at once: a browser compiles them side by side.
    const [perBatch, observe, ends] = await Promise.all([
      Promise.all(
        buffers.batches.map(async (batch, index) => {
          const [calls, start, updates, measure] = await Promise.all([
            plainScores(cache, plan, plain, buffers, batch, index),
            ComputePass.create(cache, programs.start.shader, [
              uniform(loop.parameters),
              uniform(batch.uniform),
              read(loop.state),
              read(buffers.nodes),
              write(batch.path),
              read(batch.prediction ?? buffers.scores),
              read(buffers.startTable),
            ]),
            update(cache, plan, programs, buffers, loop, batch, batch.path, index),
            ComputePass.create(cache, shaders.measure(plan.dimension), [
              uniform(loop.parameters),
              uniform(batch.uniform),
              read(loop.state),
              read(batch.path),
              read(batch.reference),
              read(buffers.scores),
              write(buffers.errors),
              write(buffers.residuals),
              write(buffers.worst),
            ]),
          ]);
          return [...calls, kernel(start, index, DISPATCH.start), ...updates, kernel(measure, index, DISPATCH.measure)];
        }),
      ),
      ComputePass.create(cache, shaders.observe(plan.dimension, plan.spec.particles), [
        uniform(loop.parameters),
        read(loop.state),
        read(buffers.errors),
        read(buffers.residuals),
        read(first.path),
        read(buffers.projection),
        write(buffers.records),
        write(buffers.worst),
      ]),
      endPasses(cache, plan, loop, buffers, plan.schedule.kind),
    ]);
    const kernels = [...perBatch.flat(), kernel(observe, buffers.batches.length, 0)];
    return new StepEncoder(loop, kernels, ends.begin, ends.advance);
  }

  /** The passes of the reference run: the same score and scan, one node at a time, on the reference path. */
  static async sequential(
    cache: PipelineCache,
    plan: Plan,
    programs: Programs,
    buffers: RunBuffers,
  ): Promise<StepEncoder> {
    const loop = buffers.sequential;
    const [perBatch, ends] = await Promise.all([
      Promise.all(
        buffers.batches.map((batch, index) =>
          update(cache, plan, programs, buffers, loop, batch, batch.reference, index),
        ),
      ),
      endPasses(cache, plan, loop, buffers, sequentialSchedule.kind),
    ]);
    return new StepEncoder(loop, perBatch.flat(), ends.begin, ends.advance);
  }

  /** The kernels of a step in their order, each with the place of its sizes; the last has one workgroup. */
  get parts(): readonly { readonly pass: ComputePass; readonly offset: number | null }[] {
    return [...this.kernels, { pass: this.advance, offset: null }];
  }

  /** Records the sizes of the first step. */
  encodeBegin(pass: GPUComputePassEncoder): void {
    this.begin.encode(pass, 1);
  }

  /** Records `steps` steps. */
  encode(pass: GPUComputePassEncoder, steps: number): void {
    for (let step = 0; step < steps; step++) {
      for (const { pass: kernelPass, offset } of this.kernels) {
        kernelPass.encodeIndirect(pass, this.loop.dispatches, offset);
      }
      this.advance.encode(pass, 1);
    }
  }
}

/** The passes that begin a schedule and that end each of its steps. */
async function endPasses(cache: PipelineCache, plan: Plan, loop: LoopBuffers, buffers: RunBuffers, schedule: string) {
  const bindings = [
    uniform(loop.parameters),
    write(loop.state),
    write(buffers.records),
    write(loop.dispatches),
    read(buffers.nodes),
  ];
  const [begin, advance] = await Promise.all([
    ComputePass.create(cache, shaders.advance(plan.dimension, schedule, 'beginSchedule'), bindings),
    ComputePass.create(cache, shaders.advance(plan.dimension, schedule, 'advanceSchedule'), bindings),
  ]);
  return { begin, advance };
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

function kernel(pass: ComputePass, batch: number, which: number): Kernel {
  return { pass, offset: dispatchOffset(batch, which) };
}

/** Scores without derivatives in a run that may have them: what a start asks for, and what a corrector needs. */
async function plainScores(
  cache: PipelineCache,
  plan: Plan,
  plain: ScoreProgram,
  buffers: RunBuffers,
  batch: BatchBuffers,
  index: number,
): Promise<Kernel[]> {
  const kernelsInto = async (into: GPUBuffer, which: number) => {
    const passes = await createScorePasses(cache, plain, [
      uniform(batch.uniform),
      read(buffers.parallel.state),
      read(buffers.nodes),
      read(batch.path),
      write(into),
      ...buffers.sequential.model.map(read),
      ...workingMemory(plain, buffers),
    ]);
    return passes.map((pass) => kernel(pass, index, which));
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

async function update(
  cache: PipelineCache,
  plan: Plan,
  programs: Programs,
  buffers: RunBuffers,
  loop: LoopBuffers,
  batch: BatchBuffers,
  path: GPUBuffer,
  index: number,
): Promise<Kernel[]> {
  const { score, scan, own } = programs;
  const common = [uniform(loop.parameters), uniform(batch.uniform), read(loop.state), read(buffers.nodes)];
  const derived = loop === buffers.parallel && plan.derivative !== null;
  const memory = loop.memory[index];
  const [scorePasses, scanPass, ownPass] = await Promise.all([
    createScorePasses(cache, score, [
      uniform(batch.uniform),
      read(loop.state),
      read(buffers.nodes),
      read(path),
      write(buffers.scores),
      ...(derived ? [write(buffers.linearParts)] : []),
      ...loop.model.map(read),
      ...workingMemory(score, buffers),
    ]),
    ComputePass.create(cache, scan.shader, [
      ...common,
      write(path),
      write(buffers.scores),
      read(buffers.linearParts),
      read(loop.scanTable),
    ]),
    own && memory
      ? ComputePass.create(cache, own.shader, [
          ...common,
          write(path),
          write(buffers.scores),
          write(memory),
          ...loop.tables.map(read),
        ])
      : null,
  ]);
  const kernels = [
    ...scorePasses.map((pass) => kernel(pass, index, DISPATCH.score)),
    kernel(scanPass, index, DISPATCH.scan),
  ];
  if (ownPass) kernels.push(kernel(ownPass, index, DISPATCH.own));
  return kernels;
}
