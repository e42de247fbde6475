// The device memory of one run. Paths cover the whole horizon, node-major, in batches of particles that stay within
// default binding limits; everything else is small or shared by the batches.

import type { Plan } from '../../core/plan';
import { firstState, PLAIN_PARAMETERS, type ScheduleDefinition, type ScheduleParameters } from '../../core/schedules';
import { derivativeEntries } from '../../core/scores/evaluate';
import { ownFloats, recordsPerSubmit, recordWords } from '../../core/sizes';
import type { Binding } from './compute-pass';
import { DISPATCH, encodeNodes, encodeParameters, encodeState, floatBits, STATE_WORDS } from './layout';
import { bindModel, bytesOf, type ModelData } from './model-bindings';
import type { Programs } from './programs';
import { activationWords, loopRows } from './score-pass';

/** Buffers that drive one schedule: the parallel run has a set, the reference run another. */
export interface LoopBuffers {
  readonly parameters: GPUBuffer;
  readonly state: GPUBuffer;
  readonly dispatches: GPUBuffer;
  /** Model of the score, in the order of its shader. */
  readonly model: readonly Binding[];
  /** Constants of the scan. */
  readonly scanTable: GPUBuffer;
  /** Of the method's own pass: its memory, one of a batch, and its tables. */
  readonly memory: readonly GPUBuffer[];
  readonly tables: readonly GPUBuffer[];
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
  /** The score that a start has asked for, `[coordinate][particle]`; null where starts ask for none. */
  readonly prediction: GPUBuffer | null;
}

/** Allocates all buffers of a plan; `destroy` frees them. */
export class RunBuffers {
  readonly batches: readonly BatchBuffers[];
  readonly nodes: GPUBuffer;
  readonly scores: GPUBuffer;
  /** `J_j` of every row, `[row][entry][particle]`; next to nothing where it is known before the run. */
  readonly linearParts: GPUBuffer;
  /** Working memory of the score, of both loops in turn; next to nothing where they need none. */
  readonly activations: GPUBuffer;
  readonly startTable: GPUBuffer;
  /** What was measured of a step; see `lib/measurements.wgsl`. */
  readonly measurements: GPUBuffer;
  readonly projection: GPUBuffer;
  readonly records: GPUBuffer;
  readonly parallel: LoopBuffers;
  readonly sequential: LoopBuffers;
  /** Most steps whose records fit. */
  readonly maxSteps: number;
  private readonly all: GPUBuffer[] = [];
  private readonly models: (GPUBuffer | GPUTexture)[] = [];
  private modelBytes = 0;

  constructor(
    private readonly device: GPUDevice,
    plan: Plan,
    programs: { readonly parallel: Programs; readonly sequential: Programs },
    referenceSchedule: ScheduleDefinition,
  ) {
    const { dimension, totalNodes, nodesInFlight, derivative } = plan;
    const particles = plan.spec.particles;
    const largest = Math.max(...plan.batches.map((batch) => batch.particles));
    this.batches = plan.batches.map((batch, index) => ({
      ...batch,
      uniform: this.filled(
        `batch ${index}`,
        GPUBufferUsage.UNIFORM,
        Uint32Array.of(batch.firstParticle, batch.particles, floatBits(plan.jacobianCap), plan.spec.seed),
      ),
      path: this.empty(`path ${index}`, (totalNodes + 1) * dimension * batch.particles),
      reference: this.empty(`reference ${index}`, (totalNodes + 1) * dimension * batch.particles),
      prediction: plan.start.calls > 0 ? this.empty(`prediction ${index}`, dimension * batch.particles) : null,
    }));
    this.nodes = this.filled('nodes', GPUBufferUsage.STORAGE, encodeNodes(plan));
    this.scores = this.empty('scores', nodesInFlight * dimension * largest);
    const entries = derivative === null ? 0 : derivativeEntries(derivative, dimension);
    this.linearParts = this.empty('linearParts', nodesInFlight * entries * largest);
    const rows = loopRows(plan);
    const activations = (['parallel', 'sequential'] as const).map((loop) =>
      activationWords(programs[loop].score, rows[loop]),
    );
    this.activations = this.empty('activations', Math.max(...activations));
    this.startTable = this.filled('startTable', GPUBufferUsage.STORAGE, programs.parallel.start.table);
    this.measurements = this.empty('measurements', (2 * nodesInFlight + 1) * particles);
    this.projection = this.filled('projection', GPUBufferUsage.STORAGE, Float32Array.from(plan.projection));
    this.maxSteps = recordsPerSubmit(plan);
    this.records = this.empty('records', this.maxSteps * recordWords(plan));
    this.parallel = this.loop(plan, programs, plan.schedule, plan.parameters, true);
    const { total, blockLength, subBlocks, correctorSteps, correctorRounds } = plan.parameters;
    const corrector = { total, blockLength, subBlocks, correctorSteps, correctorRounds };
    const alone = { ...PLAIN_PARAMETERS, ...corrector, iterations: 1, tolerance: 0 };
    this.sequential = this.loop(plan, programs, referenceSchedule, alone, false);
  }

  /** Bytes of all buffers. */
  get bytes(): number {
    return this.all.reduce((sum, buffer) => sum + buffer.size, this.modelBytes);
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
    for (const resource of [...this.all, ...this.models]) resource.destroy();
  }

  private loop(
    plan: Plan,
    both: { readonly parallel: Programs; readonly sequential: Programs },
    schedule: ScheduleDefinition,
    parameters: ScheduleParameters,
    observed: boolean,
  ): LoopBuffers {
    const name = observed ? 'parallel' : 'sequential';
    const { score, scan, own, start } = observed ? both.parallel : both.sequential;
    const plain = both.sequential.score;
    const items = {
      score: score.items,
      scorePerGroup: score.itemsPerGroup,
      scoreSplit: score.split,
      plain: plain.items,
      plainPerGroup: plain.itemsPerGroup,
      plainSplit: plain.split,
      derived: observed && plan.derivative !== null,
      start: start.items,
      scan: scan.items,
      scanMeasures: scan.measures,
      own: own?.items ?? 0,
      ownFollows: own?.follows ?? false,
    };
    const words = encodeParameters(plan, parameters, items, observed);
    const dispatches = this.device.createBuffer({
      label: `${name} dispatchesBuffer`,
      size: 12 * (DISPATCH.perBatch * plan.batches.length + 1),
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.INDIRECT | GPUBufferUsage.COPY_SRC,
    });
    const { STORAGE } = GPUBufferUsage;
    const floats = own ? ownFloats(plan, plan.dimension) : 0;
    return {
      parameters: this.filled(`${name} parameters`, GPUBufferUsage.UNIFORM, words),
      state: this.filled(`${name} state`, STORAGE, encodeState(firstState(schedule, parameters))),
      dispatches: this.keep(dispatches),
      model: this.model(`${name} model`, score.model),
      scanTable: this.filled(`${name} scan table`, STORAGE, scan.table),
      memory: own
        ? plan.batches.map(({ particles }, index) => this.empty(`${name} memory ${index}`, floats * particles))
        : [],
      tables: (own?.tables ?? []).map((data, index) => this.filled(`${name} table ${index}`, STORAGE, data)),
    };
  }

  private model(label: string, model: readonly ModelData[]): Binding[] {
    this.modelBytes += model.reduce((sum, data) => sum + Math.max(16, bytesOf(data)), 0);
    return bindModel(this.device, label, model, (resource) => this.models.push(resource));
  }

  private keep(buffer: GPUBuffer): GPUBuffer {
    this.all.push(buffer);
    return buffer;
  }
}

/** Byte offset of the time stamps in a staging buffer, after the state. */
export const STAGING_TIMES = 4 * STATE_WORDS;
