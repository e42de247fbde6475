// Records the steps of a run. A step is start, score, scan, the method's own pass and measure of every batch, then observe,
// then advance; where particles and nodes are few, one pass does the work of the last three, and of most scans. Dispatches that a step does
// not need have zero workgroups or, where they are small, a fixed size and return at once: a size that the device reads is checked there
// before, by a dispatch of the browser's.

import type { PassName } from '../../core/cost-profile';
import type { Plan } from '../../core/plan';
import { sequential as sequentialSchedule } from '../../core/schedules/sequential';
import type { BatchBuffers, LoopBuffers, RunBuffers } from './buffers';
import { type Binding, ComputePass, type PipelineCache } from './compute-pass';
import type { OpenDevice } from './device';
import { COLUMNS_PER_GROUP, DISPATCH, dispatchOffset, finishesAtOnce, reducingThreads } from './layout';
import type { Programs } from './programs';
import { createScorePasses, type ScoreProgram, scoreGroups } from './score-pass';
import { shaders } from './shaders';

const uniform = (buffer: GPUBuffer): Binding => ({ type: 'uniform', buffer });
const read = (buffer: GPUBuffer): Binding => ({ type: 'read-only-storage', buffer });
const write = (buffer: GPUBuffer): Binding => ({ type: 'storage', buffer });

/** A kernel of a step. */
export interface Kernel {
  readonly name: PassName;
  readonly pass: ComputePass;
  /** Where a step's sizes of it stand; null where it has one workgroup in every step. */
  readonly offset: number | null;
  /** Workgroups of every step; null where the device reads them. */
  readonly groups: number | null;
}

/** Dispatches of at most so many workgroups have a fixed size. A software adapter clears the memory of each workgroup and runs it, even if
 * it returns at once; on a GPU as many run side by side. */
const MOST_FIXED = { hardware: 64, software: 2 };

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
    { cache, adapter: { software } }: Pick<OpenDevice, 'cache' | 'adapter'>,
    plan: Plan,
    { parallel: programs, sequential: { score: plain } }: { parallel: Programs; sequential: Programs },
    buffers: RunBuffers,
  ): Promise<StepEncoder> {
    const loop = buffers.parallel;
    const { kind } = plan.schedule;
    const first = buffers.batches[0];
    if (!first) throw new Error('A plan has at least one batch of particles.');
    // All are asked for at once: a browser compiles them side by side.
    const atOnce = finishesAtOnce(plan);
    const scans = scansAtOnce(plan, programs);
    const [perBatch, observe, begin, end] = await Promise.all([
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
            update(cache, plan, programs, buffers, loop, batch, batch.path, index, software),
            atOnce
              ? null
              : ComputePass.create(cache, shaders.measure(plan.dimension), [
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
          const kernels = [
            ...calls,
            kernel('start', start, index, DISPATCH.start, fixed(columnGroups(programs.start, batch), software)),
            ...updates,
          ];
          if (measure) kernels.push(kernel('measure', measure, index, DISPATCH.measure));
          return kernels;
        }),
      ),
      atOnce
        ? null
        : ComputePass.create(cache, shaders.observe(plan.dimension, reducingThreads(software, plan.spec.particles)), [
            uniform(loop.parameters),
            read(loop.state),
            read(buffers.errors),
            read(buffers.residuals),
            read(first.path),
            read(buffers.projection),
            write(buffers.records),
            write(buffers.worst),
          ]),
      beginPass(cache, plan, loop, buffers, kind),
      atOnce
        ? finishKernel(cache, plan, loop, buffers, kind, first.path, first.reference, scans, software)
        : advanceKernel(cache, plan, loop, buffers, kind, reducingThreads(software, plan.nodesInFlight)),
    ]);
    const kernels = perBatch.flat();
    if (observe) kernels.push(kernel('observe', observe, buffers.batches.length, 0));
    return new StepEncoder(loop, [...kernels, end], begin);
  }

  /** The passes of the reference run: the same score and scan, one node at a time, on the reference path. */
  static async sequential(
    { cache, adapter: { software } }: Pick<OpenDevice, 'cache' | 'adapter'>,
    plan: Plan,
    programs: Programs,
    buffers: RunBuffers,
  ): Promise<StepEncoder> {
    const loop = buffers.sequential;
    const { kind } = sequentialSchedule;
    const [first] = buffers.batches;
    const [perBatch, begin, end] = await Promise.all([
      Promise.all(
        buffers.batches.map((batch, index) =>
          update(cache, plan, programs, buffers, loop, batch, batch.reference, index, software),
        ),
      ),
      beginPass(cache, plan, loop, buffers, kind),
      first && scansAtOnce(plan, programs)
        ? finishKernel(cache, plan, loop, buffers, kind, first.reference, first.path, true, software)
        : advanceKernel(cache, plan, loop, buffers, kind, reducingThreads(software, 1)),
    ]);
    return new StepEncoder(loop, [...perBatch.flat(), end], begin);
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

/** What all passes that begin or end a step of a loop without statistics read and write. */
const scheduleBindings = (loop: LoopBuffers, buffers: RunBuffers) => [
  uniform(loop.parameters),
  write(loop.state),
  write(buffers.records),
  write(loop.dispatches),
  read(buffers.nodes),
];

/** The pass that begins a schedule. */
function beginPass(cache: PipelineCache, plan: Plan, loop: LoopBuffers, buffers: RunBuffers, schedule: string) {
  const shader = shaders.advance(plan.dimension, schedule, 'beginSchedule', 1);
  return ComputePass.create(cache, shader, scheduleBindings(loop, buffers));
}

/** The pass that ends each step of a schedule. */
async function advanceKernel(
  cache: PipelineCache,
  plan: Plan,
  loop: LoopBuffers,
  buffers: RunBuffers,
  schedule: string,
  threads: number,
): Promise<Kernel> {
  const shader = shaders.advance(plan.dimension, schedule, 'advanceSchedule', threads);
  const pass = await ComputePass.create(cache, shader, scheduleBindings(loop, buffers));
  return { name: 'advance', pass, offset: null, groups: 1 };
}

/** Whether the pass that ends the steps of a loop scans as well. */
function scansAtOnce(plan: Plan, { scan, own }: Programs): boolean {
  return finishesAtOnce(plan) && scan.isPlain && own === null;
}

/** The pass that takes a step's statistics, if the loop has some, and ends it; it scans as well where it is told to.
 * @param reference the path to which errors are taken */
async function finishKernel(
  cache: PipelineCache,
  plan: Plan,
  loop: LoopBuffers,
  { parallel, scores, projection, nodes, records }: RunBuffers,
  schedule: string,
  path: GPUBuffer,
  reference: GPUBuffer,
  scans: boolean,
  software: boolean,
): Promise<Kernel> {
  const rows = loop === parallel ? plan.nodesInFlight : 1;
  const items = scans ? rows * plan.dimension * plan.spec.particles : rows;
  const shader = shaders.finish(plan, schedule, scans, reducingThreads(software, items));
  const pass = await ComputePass.create(cache, shader, [
    uniform(loop.parameters),
    write(loop.state),
    write(path),
    read(reference),
    write(scores),
    read(projection),
    read(nodes),
    write(records),
    write(loop.dispatches),
  ]);
  return { name: 'finish', pass, offset: null, groups: 1 };
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

/** A kernel of a batch, of so many workgroups in every step. */
function kernel(name: PassName, pass: ComputePass, batch: number, which: number, groups: number | null = null): Kernel {
  return { name, pass, offset: dispatchOffset(batch, which), groups };
}

/** A number of workgroups for all steps, of a kernel that can tell by itself which of them need it; null where it is read. */
function fixed(most: number, software: boolean): number | null {
  return most <= (software ? MOST_FIXED.software : MOST_FIXED.hardware) ? most : null;
}

/** Workgroups of a pass that walks columns. */
function columnGroups({ items }: { readonly items: number }, { particles }: BatchBuffers): number {
  return Math.ceil((items * particles) / COLUMNS_PER_GROUP);
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
    return passes.map((pass) => kernel('score', pass, index, which));
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
  software: boolean,
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
    scansAtOnce(plan, programs)
      ? null
      : ComputePass.create(cache, scan.shader, [
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
  // Only of these is the phase of a step all that decides whether it needs them.
  const isParallel = loop === buffers.parallel;
  const scoreTells = own === null && !(isParallel && plan.start.calls > 0);
  const rows = batch.particles * (isParallel ? plan.nodesInFlight : 1);
  const groups = scoreTells ? fixed(scoreGroups(score, rows), software) : null;
  const kernels = scorePasses.map((pass) => kernel('score', pass, index, DISPATCH.score, groups));
  if (scanPass) {
    const scanGroups = own === null ? fixed(columnGroups(scan, batch), software) : null;
    kernels.push(kernel('scan', scanPass, index, DISPATCH.scan, scanGroups));
  }
  if (ownPass) kernels.push(kernel('own', ownPass, index, DISPATCH.own));
  return kernels;
}
