// The float64 simulation of a plan: first the sequential sampler, which is the reference, then the parallel run on the same
// noise, driven by the plan's schedule. A generator, so that whoever runs it may pause, report and stop between its steps.
// It is the oracle of the tests and the CPU backend; it knows nothing of threads or of the GPU.

import { PathSolver } from './path-solver';
import type { Plan } from './plan';
import { normal, STREAM } from './random';
import { firstState, isCorrectorNode, nextState, PHASE, type ScheduleState } from './schedules';
import { sequential } from './schedules/sequential';
import { keepsSegmentEnd } from './sizes';
import { constant } from './starts/constant';
import { StatisticsCollector } from './statistics';
import { evaluationsOf, type Outcome, type RecordData, type SegmentEnd } from './trace';

/** What a simulation tells while it runs. */
export type SimulationEvent =
  /** One row of scores is done: a good place to pause. */
  | { readonly kind: 'row' }
  /** The sequential sampler has done so many steps. */
  | { readonly kind: 'sequential'; readonly done: number }
  /** Paths of the tracked particles by the sequential sampler, `[node][axis][tracked]`; once, before the first record. */
  | { readonly kind: 'reference'; readonly paths: Float32Array }
  /** A start or a round; `done` nodes of the path are final after it. */
  | { readonly kind: 'record'; readonly record: RecordData; readonly done: number };

/** A step as tests see it: both paths `[node][coordinate][particle]`, valid until the simulation goes on. */
export interface SimulatedStep {
  /** The step that was made, and the network calls so far, its own included. */
  readonly state: ScheduleState;
  readonly clock: number;
  readonly path: Float64Array;
  readonly reference: Float64Array;
}

export interface SimulationOptions {
  /** Called after every start and every round. */
  readonly onStep?: (step: SimulatedStep) => void;
  /** For tests: segments start from this path, `[node][coordinate][particle]`, instead of from the plan's start. */
  readonly startPath?: Float64Array;
}

const ROW: SimulationEvent = { kind: 'row' };

/**
 * Runs a plan. The batches of the plan are of no consequence here: they go in lock step, so that cutting changes no result.
 * @returns final samples and times
 */
export function* simulate(plan: Plan, options: SimulationOptions = {}): Generator<SimulationEvent, Outcome> {
  const { dimension, spec, schedule, parameters, coefficients } = plan;
  const { particles } = spec;
  const noise = pathNoise(plan);

  const beganAt = performance.now();
  const referenceSolver = new PathSolver({ plan, rows: 1, noise, sequential: true });
  const reference = referenceSolver.path;
  drawStart(plan, reference);
  referenceSolver.roundState(0);
  yield* solveSequentially(referenceSolver, plan);
  const sequentialEndedAt = performance.now();
  yield { kind: 'reference', paths: project(plan, reference, 0, plan.totalNodes + 1, plan.tracked) };

  const solver = new PathSolver({ plan, rows: plan.nodesInFlight, noise, sequential: false });
  solver.stateAt(0).set(referenceSolver.stateAt(0));
  const segmentEnds: SegmentEnd[] = [];
  /** The score that a start has asked for. */
  let predicted = new Float64Array(0);
  let state = firstState(schedule, parameters);
  while (state.phase !== PHASE.done) {
    if (state.phase === PHASE.predict) {
      predicted = solver.scoreAt(state.first + state.kept).slice();
      yield ROW;
      state = nextState(schedule, state, [], parameters, coefficients.noiseScale);
      continue;
    }
    const isStart = state.phase === PHASE.start;
    const { first, count, stride, reach, kept } = state;
    const collector = new StatisticsCollector(dimension, particles, count, { isStart });
    const measure = (i: number, node: number, squares: Float64Array | null) =>
      collector.add(i, solver.stateAt(node), referenceSolver.stateAt(node), squares);
    if (isStart) {
      startSegment(plan, solver, state, noise, predicted, options.startPath);
      for (let i = 0; i < count; i++) measure(i, first + i * stride + reach, null);
    } else {
      for (const _ of solver.round(state, measure)) yield ROW;
    }
    const statistics = collector.finish();
    const next = nextState(schedule, state, statistics.nodeResidual, parameters, coefficients.noiseScale);
    if (keepsSegmentEnd(plan, state.front, next.front)) {
      const node = next.front;
      const positions = project(plan, solver.path, node, 1, particles);
      segmentEnds.push({ node, positions, sequential: project(plan, reference, node, 1, particles) });
    }
    options.onStep?.({ state, clock: next.clock, path: solver.path, reference });
    yield {
      kind: 'record',
      record: {
        isStart,
        clock: isStart ? state.clock : next.clock,
        iteration: isStart ? state.iteration : state.iteration + 1,
        segment: state.segment,
        firstNode: first,
        count,
        stride,
        reach,
        front: next.front,
        evaluations: evaluationsOf(plan, { isStart, firstNode: first, count, kept }),
        paths: project(plan, solver.path, first + reach, count, plan.tracked, stride),
        ...statistics,
      },
      done: next.front,
    };
    state = next;
  }
  return {
    milliseconds: { parallel: performance.now() - sequentialEndedAt, sequential: sequentialEndedAt - beganAt },
    samples: samplesOf(plan, solver.stateAt(plan.totalNodes)),
    reference: samplesOf(plan, referenceSolver.stateAt(plan.totalNodes)),
    segmentEnds,
  };
}

/** The reference: the schedule `sequential`, exact after a single round per node. */
function* solveSequentially(solver: PathSolver, { parameters }: Plan): Generator<SimulationEvent, void> {
  let state = sequential.initial(parameters);
  while (state.phase !== PHASE.done) {
    for (const _ of solver.round(state)) yield ROW;
    state = sequential.advance(state, [], parameters, []);
    yield { kind: 'sequential', done: state.first };
  }
}

/** `y_0 ~ N(0, I)`. */
function drawStart({ dimension, spec }: Plan, path: Float64Array): void {
  for (let coordinate = 0, at = 0; coordinate < dimension; coordinate++) {
    for (let particle = 0; particle < spec.particles; particle++, at++) {
      path[at] = normal(spec.seed, STREAM.start, particle, coordinate);
    }
  }
}

/** Noise that is kept rather than drawn again, at most, bytes; but at least that of the nodes in flight. */
const NOISE_BYTES = 2 ** 28;

/** The noise of the path, drawn when a node is first asked for and kept while its place in the ring is not needed by
 * another node: rounds of a segment share it. */
function pathNoise({ dimension, nodesInFlight, totalNodes, spec }: Plan): (node: number) => Float64Array {
  const fitting = Math.floor(NOISE_BYTES / (8 * dimension * spec.particles));
  const ring = Math.max(nodesInFlight, Math.min(totalNodes, fitting));
  const slots: { node: number; values: Float64Array }[] = [];
  return (node) => {
    const slot = node % ring;
    const kept = slots[slot];
    if (kept?.node === node) return kept.values;
    const values = kept?.values ?? new Float64Array(dimension * spec.particles);
    for (let coordinate = 0, at = 0; coordinate < dimension; coordinate++) {
      const index = node * dimension + coordinate;
      for (let particle = 0; particle < spec.particles; particle++, at++) {
        values[at] = normal(spec.seed, STREAM.path, particle, index);
      }
    }
    slots[slot] = { node, values };
    return values;
  };
}

/** Fills the nodes of a step of phase start; a corrector starts from its first state. */
function startSegment(
  plan: Plan,
  solver: PathSolver,
  { first, count, kept, stride, reach }: ScheduleState,
  noise: (node: number) => Float64Array,
  score: Float64Array,
  startPath: Float64Array | undefined,
): void {
  if (stride !== 1 || reach !== 1) throw new Error('Starts fill nodes that follow each other.');
  const { path, stateLength } = solver;
  const from = first + kept;
  if (startPath) {
    path.set(startPath.subarray((from + 1) * stateLength, (first + count + 1) * stateLength), (from + 1) * stateLength);
  } else {
    const start = isCorrectorNode(first, plan.parameters) ? constant : plan.start;
    start.fill({ plan, path, particles: plan.spec.particles, first: from, count: count - kept, noise, score });
  }
  for (let node = from + 1; node <= first + count; node++) solver.roundState(node);
}

/** Projected positions of the first `shown` particles at some nodes, `[i][axis][shown]`. */
function project(
  plan: Plan,
  path: Float64Array,
  first: number,
  count: number,
  shown: number,
  stride = 1,
): Float32Array {
  const { dimension, projection } = plan;
  const { particles } = plan.spec;
  const positions = new Float32Array(count * 2 * shown);
  for (let i = 0, to = 0; i < count; i++) {
    const node = (first + i * stride) * dimension * particles;
    for (let axis = 0; axis < 2; axis++) {
      for (let particle = 0; particle < shown; particle++, to++) {
        let sum = 0;
        for (let coordinate = 0; coordinate < dimension; coordinate++) {
          const weight = projection[axis * dimension + coordinate] as number;
          sum += weight * (path[node + coordinate * particles + particle] as number);
        }
        positions[to] = sum;
      }
    }
  }
  return positions;
}

/** `[coordinate][particle]` to `[particle][coordinate]`. */
function samplesOf({ dimension, spec }: Plan, state: Float64Array): Float64Array {
  const samples = new Float64Array(state.length);
  for (let particle = 0; particle < spec.particles; particle++) {
    for (let coordinate = 0; coordinate < dimension; coordinate++) {
      samples[particle * dimension + coordinate] = state[coordinate * spec.particles + particle] as number;
    }
  }
  return samples;
}
