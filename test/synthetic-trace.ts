// Traces with known numbers for tests of the drawings: nothing is sampled, every error and every position follows a rule.

import type { Plan } from '../src/core/plan';
import { PLAIN_PARAMETERS, schedules } from '../src/core/schedules';
import { DEFAULT_SPEC, type RunSpec } from '../src/core/spec';
import { constant } from '../src/core/starts/constant';
import { namedMixture } from '../src/core/targets';
import { type SegmentEnd, TraceRecorder } from '../src/core/trace';
import { picard } from '../src/core/updates/picard';

/** One object for all traces: drawings keep what they compute for a target. */
const density = namedMixture('ring');

export interface SyntheticRules {
  readonly blocks?: number;
  readonly nodes?: number;
  /** Rounds of every block. */
  readonly rounds?: number;
  readonly tracked?: number;
  readonly particles?: number;
  readonly tolerance?: number | null;
  /** Stop after so many records; without an outcome when there are fewer than all. */
  readonly records?: number;
  /** Worst error of the `i`-th node (0 the first produced) of a block after `iteration` rounds. */
  readonly error?: (iteration: number, i: number, block: number) => number;
  readonly dimension?: number;
}

/** A front that moves by `speed` nodes a round: nodes behind it have error 1e-6, the others 1. */
export function frontOf(speed: number): (iteration: number, i: number) => number {
  return (iteration, i) => (i < iteration * speed ? 1e-6 : 1);
}

/** Position of tracked particle `p` of the sequential path at node `j`, and by how much a state after `iteration` rounds is
 * beside it: path numbers can be recognised. */
export function referenceOf(node: number, particle: number): [number, number] {
  return [Math.cos(0.01 * node + particle), Math.sin(0.01 * node + particle)];
}
export function offsetOf(iteration: number): number {
  return 1 / (1 + iteration);
}

export function syntheticPlan(rules: SyntheticRules = {}): Plan {
  const { blocks = 4, nodes = 16, rounds = 6, tracked = 3, particles = 5, tolerance = 1e-3, dimension = 2 } = rules;
  const totalNodes = blocks * nodes;
  const spec: RunSpec = {
    ...DEFAULT_SPEC,
    target: { kind: 'mixture', name: 'ring' },
    blocks,
    nodes,
    particles,
    method: { ...DEFAULT_SPEC.method, kind: 'piadm', tolerance } as RunSpec['method'],
  };
  const projection = new Float64Array(2 * dimension);
  projection[0] = 1;
  projection[dimension + 1] = 1;
  const zeros = new Float64Array(totalNodes);
  return {
    spec,
    target: {
      label: 'ring',
      dimension,
      model: density,
      dataMean: new Float64Array(dimension),
      dataVariance: 2,
      density,
    },
    dimension,
    totalNodes,
    noiseTimes: Float64Array.from({ length: totalNodes + 1 }, (_, j) => 6 * (1 - j / totalNodes) + 0.001),
    coefficients: { stateFactor: zeros, scoreWeight: zeros, noiseStd: zeros, linearPart: zeros, noiseScale: zeros },
    derivative: null,
    productsPerRow: 0,
    corrector: null,
    coarse: null,
    memory: 0,
    jacobianCap: 1.05,
    predictor: null,
    box: null,
    surrogate: null,
    schedule: schedules.blocks,
    parameters: { ...PLAIN_PARAMETERS, total: totalNodes, blockLength: nodes, iterations: rounds, tolerance: 0 },
    update: picard,
    start: constant,
    nodesInFlight: nodes,
    maxRecords: blocks * (rounds + 1),
    batches: [{ firstParticle: 0, particles }],
    tracked,
    projection,
    bytes: 0,
  };
}

/** A run in blocks; each block has a start and `rounds` rounds. */
export function syntheticTrace(rules: SyntheticRules = {}): TraceRecorder {
  const { blocks = 4, nodes = 16, rounds = 6, tracked = 3, particles = 5, error = frontOf(3) } = rules;
  const plan = syntheticPlan(rules);
  const trace = new TraceRecorder(plan, 'cpu', 'synthetic');
  const states = plan.totalNodes + 1;
  const reference = new Float32Array(states * 2 * tracked);
  for (let node = 0; node < states; node++)
    for (let particle = 0; particle < tracked; particle++)
      referenceOf(node, particle).forEach((value, axis) => {
        reference[node * 2 * tracked + axis * tracked + particle] = value;
      });
  trace.setReferencePaths(reference);
  const all = blocks * (rounds + 1);
  const limit = Math.min(rules.records ?? all, all);
  for (let index = 0; index < limit; index++) {
    const segment = Math.floor(index / (rounds + 1));
    const iteration = index % (rounds + 1);
    const nodeError = Array.from({ length: nodes }, (_, i) => error(iteration, i, segment));
    const worst = nodeError.reduce((a, b) => (Number.isNaN(a) || b <= a ? a : b), 0);
    const paths = Array.from({ length: nodes }, (_, i) => {
      const points = Array.from({ length: tracked }, (_, p) => referenceOf(segment * nodes + i + 1, p));
      const offset = offsetOf(iteration);
      return [...points.map(([x]) => x + offset), ...points.map(([, y]) => y + offset)];
    }).flat();
    trace.append({
      isStart: iteration === 0,
      clock: segment * rounds + iteration,
      iteration,
      segment,
      firstNode: segment * nodes,
      count: nodes,
      stride: 1,
      reach: 1,
      front: (segment + (iteration === rounds ? 1 : 0)) * nodes,
      evaluations: iteration === 0 ? 0 : nodes,
      residual: iteration === 0 ? Number.NaN : worst / 2,
      error: worst,
      error99: worst / 2,
      errorMedian: worst / 10,
      nodeResidual: nodeError.map((value) => value / 2),
      nodeError,
      nodeError99: nodeError.map((value) => value / 2),
      nodeErrorMedian: nodeError.map((value) => value / 10),
      paths,
    });
  }
  if (limit === all) {
    const end = (segment: number): SegmentEnd => {
      const positions = Float32Array.from({ length: 2 * particles }, (_, i) => Math.sin(i));
      return { node: (segment + 1) * nodes, positions, sequential: positions };
    };
    trace.finish({
      milliseconds: { parallel: 1, sequential: 2 },
      samples: new Float32Array(2 * particles),
      reference: new Float32Array(2 * particles),
      segmentEnds: Array.from({ length: blocks }, (_, segment) => end(segment)),
    });
  }
  return trace;
}
