// Memory of a run: how particles are cut into batches, how much is recorded, how many bytes all buffers take, and the
// sentences for runs that do not fit. Decided by WebGPU's default limits, never by an adapter, so it is the same everywhere.

import type { ResolvedMethod } from './methods';
import type { Batch } from './plan';
import type { ScoreModel } from './scores';
import { derivativeEntries } from './scores/evaluate';
import { LIMITS, SpecError } from './spec';

export interface Sizes {
  readonly dimension: number;
  readonly totalNodes: number;
  readonly nodesInFlight: number;
  readonly maxRecords: number;
  readonly batches: readonly Batch[];
  readonly tracked: number;
  readonly bytes: number;
}

const FLOAT_BYTES = 4;
const HALF_BYTES = 2;
/** Particles that a workgroup covers: where it can be, each batch but the last is a multiple of it. */
const BATCH_UNIT = 64;
/** Paths that pictures draw. */
const MOST_TRACKED = 64;
/** Recorded paths of the tracked particles, at most, bytes. */
const PATH_RECORD_BYTES = 2 ** 26;
/** Nodes of all records together, at most: a trace keeps 16 bytes of each and at least 8 of its paths. Blocks of every grid
 * may be repeated 1,024 times, and one of 4,096 nodes as often as it has nodes, after their starts. */
const RECORDED_NODES = 1024 * LIMITS.totalNodes + LIMITS.totalNodes;
/** Positions that a trace keeps of segment ends, at most, bytes. */
const SEGMENT_END_BYTES = 2 ** 26;
/** Segment ends that a trace keeps, at most. */
const MOST_SEGMENT_ENDS = 1024;
/** Words of a record beside its per-node numbers. */
export const RECORD_HEADER_WORDS = 16;
/** Records of one submit, at most, and their bytes, at most, but at least one record. */
const SUBMIT_RECORDS = 64;
const SUBMIT_BYTES = 2 ** 22;
/** Records on the device, and in a buffer to read for each of two submits in flight. */
const RECORD_BUFFERS = 3;

/** The parallel run has its model, and the sequential reference its own. */
const MODEL_COPIES = 2;

/** Coefficients of a node. */
const NODE_BYTES = 8 * FLOAT_BYTES;

/** Bytes that a score's model takes on the device: its numbers, and of a network the time branch at every node. */
export function modelBytes(model: ScoreModel, totalNodes: number): number {
  switch (model.kind) {
    case 'gaussian':
      return FLOAT_BYTES * (model.dimension + 1);
    case 'mixture':
      return FLOAT_BYTES * model.components * (model.dimension + 2);
    case 'network': {
      const last = model.layers.length - 1;
      // Weights of the output layer, which are few, are halves for the kernel of software adapters alone.
      const bytesOf = (layer: number) => (model.halfWeights && layer < last ? HALF_BYTES : FLOAT_BYTES);
      return model.layers.reduce(
        (bytes, { inputs, outputs }, layer) => bytes + bytesOf(layer) * (inputs + 1) * outputs,
        FLOAT_BYTES * totalNodes * model.width,
      );
    }
  }
}

/** `1.5 GiB`, for sentences. */
export function formatBytes(bytes: number): string {
  const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;
  const power = Math.min(Math.max(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), 0), units.length - 1);
  const amount = bytes / 1024 ** power;
  return `${amount < 10 && power > 0 ? amount.toFixed(1) : Math.round(amount)} ${units[power]}`;
}

const grouped = (value: number) => value.toLocaleString('en-US');

/** Cuts particles into as few and as equal batches as fit one binding each. */
function cut(particles: number, pathBytes: number): Batch[] {
  const most = Math.floor(LIMITS.bindingBytes / pathBytes);
  if (most < 1) {
    throw new SpecError(
      `The path of one particle needs ${formatBytes(pathBytes)}; allowed are ${formatBytes(LIMITS.bindingBytes)}. Reduce blocks or nodes, or the dimension of the target.`,
    );
  }
  if (particles <= most) return [{ firstParticle: 0, particles }];
  const unit = most < BATCH_UNIT ? 1 : BATCH_UNIT;
  const count = Math.ceil(particles / (most - (most % unit)));
  const size = Math.ceil(particles / count / unit) * unit;
  const batches: Batch[] = [];
  for (let first = 0; first < particles; first += size) {
    batches.push({ firstParticle: first, particles: Math.min(size, particles - first) });
  }
  return batches;
}

/** 32-bit words of one record: its head, four numbers a node, and two coordinates of each tracked particle a node. */
export function recordWords({ nodesInFlight, tracked }: { nodesInFlight: number; tracked: number }): number {
  return RECORD_HEADER_WORDS + nodesInFlight * (4 + 2 * tracked);
}

/** Records that one submit may leave. */
export function recordsPerSubmit(sizes: { nodesInFlight: number; tracked: number }): number {
  const bytes = FLOAT_BYTES * recordWords(sizes);
  return Math.min(Math.max(Math.floor(SUBMIT_BYTES / bytes), 1), SUBMIT_RECORDS);
}

/** Floats that a method keeps for a particle beside path and scores: its largest buffer; those shared by all batches; and those
 * that every batch has for itself. */
function extraFloats(method: ResolvedMethod, dimension: number): { largest: number; shared: number; own: number } {
  const { update, start, corrector, nodesInFlight } = method;
  const linearParts = update.derivative === null ? 0 : nodesInFlight * derivativeEntries(update.derivative, dimension);
  const own = ownFloats(method, dimension);
  // The reference has velocities too; a start that asks for a score keeps that of one node.
  return {
    largest: Math.max(linearParts, own),
    shared: linearParts,
    own: (corrector === null ? own : 2 * own) + start.calls * dimension,
  };
}

/** Floats that the method's own pass keeps for a particle, in one buffer: velocities of a corrector `[node][coordinate]`; the
 * history of Anderson acceleration, result and residual of every round remembered, `[round][2][row][coordinate]`; the coarse
 * step of each block and, of Parareal, its end of the iteration before, `[1 or 2][block][coordinate]`. */
export function ownFloats(
  {
    memory,
    corrector,
    coarse,
    nodesInFlight,
    parameters,
    schedule,
  }: Pick<ResolvedMethod, 'memory' | 'nodesInFlight' | 'parameters' | 'schedule'> & {
    corrector: object | null;
    coarse: unknown;
  },
  dimension: number,
): number {
  if (memory > 0) return 2 * memory * nodesInFlight * dimension;
  if (corrector !== null) return (parameters.total + 1) * dimension;
  const blocks = Math.ceil(parameters.total / parameters.blockLength);
  if (coarse !== null) return (schedule.kind === 'parareal' ? 2 : 1) * blocks * dimension;
  return 0;
}

/**
 * Sizes of a run.
 * @param bytesOfModel bytes of the score's model on the device; 0 where it is not known yet
 * @throws SpecError when it does not fit; the sentence says how much is needed, allowed, and what to reduce
 */
export function planSizes(method: ResolvedMethod, dimension: number, particles: number, bytesOfModel = 0): Sizes {
  const { nodesInFlight, maxRecords, recordedNodes } = method;
  const { total: totalNodes, iterations, window } = method.parameters;
  if (recordedNodes > RECORDED_NODES) {
    const [name, value] = window > 0 ? ['window', window] : ['iterations', iterations];
    throw new SpecError(
      `method.${name} is ${grouped(value)} with ${grouped(totalNodes)} nodes in all, which may record ${grouped(recordedNodes)} nodes; allowed are ${grouped(RECORDED_NODES)}. Reduce ${name}, or blocks or nodes.`,
    );
  }
  const pathBytes = (totalNodes + 1) * dimension * FLOAT_BYTES;
  const extra = extraFloats(method, dimension);
  const batches = cut(particles, Math.max(pathBytes, extra.largest * FLOAT_BYTES));
  const batchParticles = batches[0]?.particles ?? particles;
  const measured = nodesInFlight * particles * FLOAT_BYTES;
  if (measured > LIMITS.bindingBytes) {
    throw new SpecError(
      `The errors of ${grouped(particles)} particles at ${grouped(nodesInFlight)} nodes need ${formatBytes(measured)}; allowed are ${formatBytes(LIMITS.bindingBytes)}. Reduce particles or nodes, or take more blocks of fewer nodes.`,
    );
  }
  const recordedPathBytes = recordedNodes * 2 * FLOAT_BYTES;
  const tracked = Math.max(
    Math.min(MOST_TRACKED, batchParticles, Math.floor(PATH_RECORD_BYTES / recordedPathBytes)),
    1,
  );
  const recorded = { nodesInFlight, tracked };
  const bytes =
    2 * pathBytes * particles +
    extra.own * FLOAT_BYTES * particles +
    extra.shared * FLOAT_BYTES * batchParticles +
    nodesInFlight * dimension * batchParticles * FLOAT_BYTES +
    2 * measured +
    particles * FLOAT_BYTES +
    totalNodes * NODE_BYTES +
    MODEL_COPIES * bytesOfModel +
    RECORD_BUFFERS * recordsPerSubmit(recorded) * FLOAT_BYTES * recordWords(recorded);
  if (bytes > LIMITS.totalBytes) {
    throw new SpecError(
      `The run needs ${formatBytes(bytes)} of memory; allowed are ${formatBytes(LIMITS.totalBytes)}. Reduce particles, blocks or nodes, or the dimension of the target.`,
    );
  }
  return { dimension, totalNodes, nodesInFlight, maxRecords, batches, tracked, bytes };
}

/** Nodes, at least, between two at which a trace keeps the positions of all particles. */
function keptEvery({ totalNodes, spec }: { totalNodes: number; spec: { particles: number } }): number {
  // Two axes of both samplers.
  const most = Math.max(1, Math.floor(SEGMENT_END_BYTES / (spec.particles * 4 * FLOAT_BYTES)));
  return Math.ceil(totalNodes / Math.min(most, MOST_SEGMENT_ENDS));
}

/** Whether a trace keeps the positions of all particles at node `front`, up to which the path has become final since it was
 * final up to `before`: evenly chosen nodes where there are many, and always the last. */
export function keepsSegmentEnd(
  plan: { totalNodes: number; spec: { particles: number } },
  before: number,
  front: number,
): boolean {
  if (front <= before) return false;
  const every = keptEvery(plan);
  return front === plan.totalNodes || Math.floor(front / every) > Math.floor(before / every);
}
