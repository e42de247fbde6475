// The device memory of one run. Paths cover the whole horizon, node-major, in batches of particles that stay within
// default binding limits; everything else is small or shared by the batches.

import type { Plan } from '../../core/plan';
import type { ScheduleDefinition, ScheduleParameters } from '../../core/schedules';
import { recordsPerSubmit, recordWords } from '../../core/sizes';
import { DISPATCH, encodeNodes, encodeParameters, encodeState, STATE_WORDS } from './layout';
import type { ScoreProgram } from './score-pass';

/** Buffers that drive one schedule: the parallel run has a set, the reference run another. */
export interface LoopBuffers {
  readonly parameters: GPUBuffer;
  readonly state: GPUBuffer;
  readonly dispatches: GPUBuffer;
}

/** Buffers of one batch of particles. */
export interface BatchBuffers {
  readonly firstParticle: number;
  readonly particles: number;
  readonly uniform: GPUBuffer;
  /** `[node][coordinate][particle]` */
  readonly path: GPUBuffer;
  /** The sequential sampler on the same noise, same layout. */
  readonly reference: GPUBuffer;
}

/** Allocates all buffers of a plan; `destroy` frees them. */
export class RunBuffers {
  readonly batches: readonly BatchBuffers[];
  readonly nodes: GPUBuffer;
  readonly scores: GPUBuffer;
  readonly model: readonly GPUBuffer[];
  readonly errors: GPUBuffer;
  readonly residuals: GPUBuffer;
  readonly worst: GPUBuffer;
  readonly projection: GPUBuffer;
  readonly records: GPUBuffer;
  readonly parallel: LoopBuffers;
  readonly sequential: LoopBuffers;
  /** Most steps whose records fit. */
  readonly maxSteps: number;
  private readonly all: GPUBuffer[] = [];

  constructor(
    private readonly device: GPUDevice,
    plan: Plan,
    program: ScoreProgram,
    referenceSchedule: ScheduleDefinition,
  ) {
    const { dimension, totalNodes, nodesInFlight } = plan;
    const particles = plan.spec.particles;
    const largest = Math.max(...plan.batches.map((batch) => batch.particles));
    this.batches = plan.batches.map((batch, index) => ({
      ...batch,
      uniform: this.filled(
        `batch ${index}`,
        GPUBufferUsage.UNIFORM,
        Uint32Array.of(batch.firstParticle, batch.particles, 0, 0),
      ),
      path: this.empty(`path ${index}`, (totalNodes + 1) * dimension * batch.particles),
      reference: this.empty(`reference ${index}`, (totalNodes + 1) * dimension * batch.particles),
    }));
    this.nodes = this.filled('nodes', GPUBufferUsage.STORAGE, encodeNodes(plan));
    this.scores = this.empty('scores', nodesInFlight * dimension * largest);
    this.model = program.model.map((data, index) => this.filled(`model ${index}`, GPUBufferUsage.STORAGE, data));
    this.errors = this.empty('errors', nodesInFlight * particles);
    this.residuals = this.empty('residuals', nodesInFlight * particles);
    this.worst = this.empty('worst', particles);
    this.projection = this.filled('projection', GPUBufferUsage.STORAGE, Float32Array.from(plan.projection));
    this.maxSteps = recordsPerSubmit(plan);
    this.records = this.empty('records', this.maxSteps * recordWords(plan));
    this.parallel = this.loop(plan, program, plan.schedule, plan.scheduleParameters, true);
    this.sequential = this.loop(
      plan,
      program,
      referenceSchedule,
      { total: totalNodes, blockLength: 1, iterations: 1, tolerance: 0 },
      false,
    );
  }

  /** Bytes of all buffers. */
  get bytes(): number {
    return this.all.reduce((sum, buffer) => sum + buffer.size, 0);
  }

  /** A storage buffer that lives as long as the run. */
  empty(label: string, words: number): GPUBuffer {
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    return this.keep(this.device.createBuffer({ label: `${label}Buffer`, size: 4 * Math.max(4, words), usage }));
  }

  /** A buffer with content. */
  filled(
    label: string,
    usage: GPUBufferUsageFlags,
    data: Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>,
  ): GPUBuffer {
    const buffer = this.device.createBuffer({
      label: `${label}Buffer`,
      size: Math.max(16, data.byteLength),
      usage: usage | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC,
    });
    this.device.queue.writeBuffer(buffer, 0, data);
    return this.keep(buffer);
  }

  destroy(): void {
    for (const buffer of this.all) buffer.destroy();
  }

  private loop(
    plan: Plan,
    program: ScoreProgram,
    schedule: ScheduleDefinition,
    parameters: ScheduleParameters,
    observed: boolean,
  ): LoopBuffers {
    const name = observed ? 'parallel' : 'sequential';
    const words = encodeParameters(plan, {
      blockLength: parameters.blockLength,
      iterations: parameters.iterations,
      tolerance: parameters.tolerance,
      observed,
      scoreItems: program.items,
      scoreItemsPerGroup: program.itemsPerGroup,
    });
    const dispatches = this.device.createBuffer({
      label: `${name} dispatchesBuffer`,
      size: 12 * (DISPATCH.perBatch * plan.batches.length + 1),
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.INDIRECT,
    });
    return {
      parameters: this.filled(`${name} parameters`, GPUBufferUsage.UNIFORM, words),
      state: this.filled(`${name} state`, GPUBufferUsage.STORAGE, encodeState(schedule.initial(parameters))),
      dispatches: this.keep(dispatches),
    };
  }

  private keep(buffer: GPUBuffer): GPUBuffer {
    this.all.push(buffer);
    return buffer;
  }
}

/** Byte offset of the time stamps in a staging buffer, after the state. */
export const STAGING_TIMES = 4 * STATE_WORDS;
