// How host and shaders agree on memory: order of fields, sizes of records, places of dispatch arguments. The WGSL side is
// `shaders/lib/run.wgsl`; a test writes and reads both.

import type { Plan } from '../../core/plan';
import { noiseVariance, signal } from '../../core/process';
import { PHASE, type ScheduleParameters, type ScheduleState } from '../../core/schedules';
import { RECORD_HEADER_WORDS as RECORD_HEADER, recordWords } from '../../core/sizes';
import { evaluationsOf, type RecordData } from '../../core/trace';

/** Threads of a workgroup in the passes that walk columns, rows or elements: a multiple of every vendor's SIMD width. */
export const COLUMNS_PER_GROUP = 64;

const SOFTWARE_THREADS = 4;
const REDUCING_THREADS = { most: 256, step: 32 };

/** Threads of a workgroup that reduces some items, whose threads wait for each other: on a GPU one an item as far as a workgroup is sure to
 * have as many. SwiftShader runs four at once and begins a task for every four more, which takes longer than to go on with the items. */
export function reducingThreads(software: boolean, items: number): number {
  const { most, step } = REDUCING_THREADS;
  return software ? SOFTWARE_THREADS : Math.min(most, step * Math.ceil(items / step));
}

/** Particles and nodes in flight, at most, and coordinates of all particles, of which one workgroup takes care: a thread takes the statistics
 * of a node, one of the columns of the scan. */
const FEW = { particles: 32, nodes: 1024, columns: COLUMNS_PER_GROUP };

/** Whether the steps of a plan's parallel run are finished in one dispatch. */
export function finishesAtOnce({
  spec,
  dimension,
  nodesInFlight,
  batches,
}: Pick<Plan, 'spec' | 'dimension' | 'nodesInFlight' | 'batches'>): boolean {
  const { particles } = spec;
  const isFew = particles <= FEW.particles && dimension * particles <= FEW.columns && nodesInFlight <= FEW.nodes;
  return batches.length === 1 && isFew;
}

/** Words of the state buffer, and the place of the count of records in it. */
export const STATE_WORDS = 16;
export const STATE_RECORD_WORD = 11;
/** Kernels of a batch in the buffer of dispatch arguments, in order; `observe` follows the last batch. */
export const DISPATCH = { start: 0, score: 1, scan: 2, own: 3, measure: 4, predict: 5, plain: 6, perBatch: 7 } as const;

/** Byte offset of a kernel's arguments in the dispatch buffer. */
export function dispatchOffset(batch: number, kernel: number): number {
  return 12 * (DISPATCH.perBatch * batch + kernel);
}

/** Work items of a loop's passes; see `Parameters` in `lib/run.wgsl`. */
export interface WorkItems {
  /** Per row, items of a workgroup, and workgroups that share them. */
  readonly score: number;
  readonly scorePerGroup: number;
  readonly scoreSplit: number;
  /** The same of the score without derivatives, and whether there is another one with them. */
  readonly plain: number;
  readonly plainPerGroup: number;
  readonly plainSplit: number;
  readonly derived: boolean;
  /** Per particle. */
  readonly start: number;
  readonly scan: number;
  readonly own: number;
  /** Whether the scan measures its steps, and starts. */
  readonly scanMeasures: boolean;
  /** Whether the method's own pass follows every scan. */
  readonly ownFollows: boolean;
}

/** Words of the buffer of `Parameters`, a multiple of four. */
export const PARAMETER_WORDS = 32;

/** Places of two of them: particles in all, and of a batch. */
export const PARTICLE_WORDS = { all: 10, batch: 14 } as const;

/** Words of `Parameters`. */
export function encodeParameters(
  plan: Plan,
  schedule: ScheduleParameters,
  items: WorkItems,
  observed: boolean,
): Uint32Array<ArrayBuffer> {
  const words = new Uint32Array(PARAMETER_WORDS);
  words.set([
    schedule.total,
    schedule.blockLength,
    schedule.iterations,
    floatBits(schedule.tolerance),
    schedule.window,
    schedule.subBlocks,
    schedule.correctorSteps,
    schedule.correctorRounds,
    schedule.pipelined,
    schedule.startCalls,
    plan.spec.particles,
    plan.tracked,
    plan.nodesInFlight,
    plan.batches.length,
    plan.batches[0]?.particles ?? plan.spec.particles,
    items.score,
    items.scorePerGroup,
    items.scan,
    items.own,
    items.ownFollows ? 1 : 0,
    items.start,
    observed ? 1 : 0,
    recordWords(plan),
    plan.spec.seed,
    items.plain,
    items.plainPerGroup,
    items.derived ? 1 : 0,
    items.scoreSplit,
    items.plainSplit,
    items.scanMeasures ? 1 : 0,
  ]);
  return words;
}

/** Words of `State`. */
export function encodeState(state: ScheduleState): Uint32Array<ArrayBuffer> {
  const words = new Uint32Array(STATE_WORDS);
  const { phase, clock, iteration, segment, first, count, stride, segmentLength, kept, reach, front } = state;
  words.set([phase, clock, iteration, segment, first, count, stride, segmentLength, kept, reach, front]);
  return words;
}

/** Reads the words of `State`. */
export function decodeState(words: Uint32Array): ScheduleState & { readonly record: number } {
  const at = (index: number) => words[index] ?? 0;
  return {
    phase: at(0),
    clock: at(1),
    iteration: at(2),
    segment: at(3),
    first: at(4),
    count: at(5),
    stride: at(6),
    segmentLength: at(7),
    kept: at(8),
    reach: at(9),
    front: at(10),
    record: at(STATE_RECORD_WORD),
  };
}

/** Reads record `index` of a mapped record buffer. */
export function decodeRecord(words: Uint32Array, index: number, plan: Plan): RecordData {
  const base = index * recordWords(plan);
  const floats = new Float32Array(words.buffer, words.byteOffset, words.length);
  const word = (offset: number) => words[base + offset] ?? 0;
  const float = (offset: number) => floats[base + offset] ?? Number.NaN;
  const count = word(5);
  const column = (field: number) =>
    Float32Array.from({ length: count }, (_, i) => float(RECORD_HEADER + 4 * i + field));
  const isStart = word(0) === PHASE.start;
  const nodeResidual = column(0);
  const paths = base + RECORD_HEADER + 4 * plan.nodesInFlight;
  return {
    isStart,
    clock: word(1),
    iteration: word(2),
    segment: word(3),
    firstNode: word(4),
    count,
    stride: word(6),
    reach: word(13),
    front: word(14),
    evaluations: evaluationsOf(plan, { isStart, firstNode: word(4), count, kept: word(15) }),
    residual: isStart ? Number.NaN : float(7),
    error: float(8),
    error99: float(9),
    errorMedian: float(10),
    nodeResidual: isStart ? nodeResidual.fill(Number.NaN) : nodeResidual,
    nodeError: column(1),
    nodeError99: column(2),
    nodeErrorMedian: column(3),
    paths: floats.slice(paths, paths + 2 * plan.tracked * count),
  };
}

/** Per-node constants, `Node` in WGSL: 8 floats a node. */
export function encodeNodes(plan: Plan): Float32Array<ArrayBuffer> {
  const { stateFactor, scoreWeight, noiseStd, linearPart, noiseScale } = plan.coefficients;
  const nodes = new Float32Array(8 * plan.totalNodes);
  for (let j = 0; j < plan.totalNodes; j++) {
    const r = plan.noiseTimes[j] ?? Number.NaN;
    nodes.set(
      [
        stateFactor[j] ?? Number.NaN,
        scoreWeight[j] ?? Number.NaN,
        noiseStd[j] ?? Number.NaN,
        linearPart[j] ?? Number.NaN,
        signal(r),
        noiseVariance(r),
        1 / Math.sqrt(noiseVariance(r)),
        noiseScale[j] ?? Number.NaN,
      ],
      8 * j,
    );
  }
  return nodes;
}

/** Bits of a number as float32. */
export function floatBits(value: number): number {
  return new Uint32Array(new Float32Array([value]).buffer)[0] ?? 0;
}
