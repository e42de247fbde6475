// One run on a device: allocates, runs the sequential reference, then the parallel schedule on the same noise, and fills
// the trace as submits come back.

import type { Plan } from '../../core/plan';
import { sequential } from '../../core/schedules/sequential';
import { keepsSegmentEnd, recordWords } from '../../core/sizes';
import { TraceRecorder } from '../../core/trace';
import type { RunOptions, StageSource } from '../engine';
import { RunBuffers } from './buffers';
import { checked, type OpenDevice } from './device';
import { decodeRecord } from './layout';
import { programsOf } from './programs';
import { readReferencePaths, readSegmentEnds, readStates } from './read-back';
import { encodeInitialStates, StepEncoder } from './step-encoder';
import { runSubmitLoop } from './submit-loop';
import type { LoopTiles } from './tune';

/** Most steps of one submit of the reference run, which leaves no records. */
const REFERENCE_STEPS = 512;

/** A plan with its buffers and passes on a device. `create`, then `run` once; `destroy` frees the memory. */
export class WebGpuRun {
  private constructor(
    private readonly open: OpenDevice,
    readonly plan: Plan,
    readonly buffers: RunBuffers,
    readonly sequentialEncoder: StepEncoder,
    readonly parallelEncoder: StepEncoder,
    private readonly encodeInitial: (pass: GPUComputePassEncoder) => void,
  ) {}

  /** Rejects with ShaderError, OutOfMemoryError, or an Error with the device's own words. */
  static async create(open: OpenDevice, plan: Plan, tiles: LoopTiles | null = null): Promise<WebGpuRun> {
    const programs = programsOf(plan, open.adapter.software, tiles);
    let allocated: RunBuffers | null = null;
    try {
      const buffers = await checked(open.device, 'the buffers of this run', () => {
        allocated = new RunBuffers(open.device, plan, programs, sequential);
        return allocated;
      });
      const [sequentialEncoder, parallelEncoder, initial] = await Promise.all([
        StepEncoder.sequential(open, plan, programs.sequential, buffers),
        StepEncoder.parallel(open, plan, programs, buffers),
        encodeInitialStates(open.cache, plan, buffers),
      ]);
      return new WebGpuRun(open, plan, buffers, sequentialEncoder, parallelEncoder, initial);
    } catch (error) {
      // Memory that was short is given back, whatever part of it there was.
      (allocated as RunBuffers | null)?.destroy();
      throw error;
    }
  }

  /** Runs to the end. Rejects with the signal's reason, DeviceLostError, or an Error with a sentence. */
  async run(options: RunOptions = {}): Promise<TraceRecorder> {
    const { open, plan, buffers } = this;
    const { signal, onProgress } = options;
    const trace = new TraceRecorder(plan, 'webgpu', open.adapter.name);
    this.drawInitialStates();

    const sequentialMilliseconds = await runSubmitLoop({
      label: 'sequential',
      open,
      encoder: this.sequentialEncoder,
      state: buffers.sequential.state,
      records: null,
      maxSteps: REFERENCE_STEPS,
      signal,
      onSubmit: (state) => {
        onProgress?.({ trace, phase: 'sequential', sequentialDone: state.first, parallelDone: 0 });
      },
    });
    trace.setReferencePaths(await readReferencePaths(open, plan, buffers));

    const parallelMilliseconds = await runSubmitLoop({
      label: 'parallel',
      open,
      encoder: this.parallelEncoder,
      state: buffers.parallel.state,
      records: { buffer: buffers.records, bytes: 4 * recordWords(plan) },
      maxSteps: buffers.maxSteps,
      signal,
      onSubmit: (state, records) => {
        for (let index = 0; index < state.record; index++) trace.append(decodeRecord(records, index, plan));
        onProgress?.({ trace, phase: 'parallel', sequentialDone: plan.totalNodes, parallelDone: state.front });
      },
    });

    const [samples, reference, segmentEnds] = await Promise.all([
      readStates(open, plan, buffers, 'path', plan.totalNodes),
      readStates(open, plan, buffers, 'reference', plan.totalNodes),
      readSegmentEnds(open, plan, buffers, keptSegmentEnds(trace)),
    ]);
    trace.finish({
      samples,
      reference,
      segmentEnds,
      milliseconds: { parallel: parallelMilliseconds, sequential: sequentialMilliseconds },
    });
    return trace;
  }

  /** The buffers from which pictures can draw. */
  stageSource(): StageSource {
    const { batches } = this.buffers;
    const list = (which: 'path' | 'reference') =>
      batches.map(({ firstParticle, particles, ...batch }) => ({ buffer: batch[which], firstParticle, particles }));
    return {
      plan: this.plan,
      device: this.open.device,
      dimension: this.plan.dimension,
      totalNodes: this.plan.totalNodes,
      positions: { parallel: list('path'), sequential: list('reference') },
    };
  }

  destroy(): void {
    this.buffers.destroy();
  }

  /** Draws the first states of both samplers. */
  drawInitialStates(): void {
    const commands = this.open.device.createCommandEncoder({ label: 'initialise.commands' });
    const pass = commands.beginComputePass({ label: 'initialise.pass' });
    this.encodeInitial(pass);
    pass.end();
    this.open.device.queue.submit([commands.finish()]);
  }
}

/** Nodes at which all particles are kept for pictures. */
function keptSegmentEnds({ plan, rounds }: TraceRecorder): number[] {
  return rounds
    .filter((round, index) => keepsSegmentEnd(plan, rounds[index - 1]?.front ?? 0, round.front))
    .map((round) => round.front);
}
