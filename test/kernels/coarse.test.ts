// Steps over whole blocks on the device: every one, recomputed in float64 from the device's own states, agrees within the
// rounding of one step, in few-step samplers and in the sweeps of Parareal; blocks become exact one after the other; rounds are
// those of float64; particles cut into batches give the same numbers.

import { describe, expect, test } from 'vitest';
import { parseSpec } from '../../src/core/parse-spec';
import type { Plan } from '../../src/core/plan';
import { noiseVariance, signal } from '../../src/core/process';
import { normal, STREAM } from '../../src/core/random';
import type { MixtureModel } from '../../src/core/scores';
import { createScore } from '../../src/core/scores/evaluate';
import { simulated } from '../../src/core/simulated';
import { resolveTarget, type Target } from '../../src/core/targets';
import { countsOf, producedNode, segmentsOf, type TraceRecorder } from '../../src/core/trace';
import { readStates } from '../../src/engine/webgpu/read-back';
import { WebGpuRun } from '../../src/engine/webgpu/webgpu-run';
import { mixtureBound, U } from './bounds';
import { openTestDevice } from './harness';
import { mixtureTarget, networkTarget, planOf } from './plans';

const holder = openTestDevice();

const plannedFor = (target: Target, input: object) => planOf(target, parseSpec(input));

async function onDevice(plan: Plan): Promise<TraceRecorder> {
  const run = await WebGpuRun.create(holder.open, plan);
  const trace = await run.run();
  run.destroy();
  return trace;
}

/** Normals of the device are equal to those of float64 to this. */
const NORMAL_ERROR = 2e-6;

interface Bounded {
  readonly value: number;
  readonly allowed: number;
}

/** A sum as float32 may have it: an operation or two a term, and their rounded coefficients, beside the terms' own bounds. */
function sumOf(terms: readonly Bounded[]): Bounded {
  const magnitude = terms.reduce((sum, { value }) => sum + Math.abs(value), 0);
  return {
    value: terms.reduce((sum, { value }) => sum + value, 0),
    allowed: terms.reduce((sum, { allowed }) => sum + allowed, (terms.length + 4) * U * magnitude),
  };
}

const times = (factor: number, { value, allowed }: Bounded): Bounded => ({
  value: factor * value,
  allowed: Math.abs(factor) * allowed,
});
const exact = (value: number): Bounded => ({ value, allowed: 0 });

/** Score of a mixture at a state, `[coordinate]`. */
function scoreAt(plan: Plan, node: number, y: readonly number[]): Bounded[] {
  const score = new Float64Array(plan.dimension);
  createScore(plan.target.model).evaluate(plan.noiseTimes[node] as number, Float64Array.from(y), 0, score, 0, 1);
  const bound = mixtureBound(plan, plan.target.model as MixtureModel)(node, [...y]);
  return [...score].map((value, c) => ({ value, allowed: bound(c) }));
}

/** Noises of the nodes `from .. to - 1` with their weights, for one coordinate. */
function noises(plan: Plan, weights: Float64Array, from: number, to: number, particle: number, c: number): Bounded[] {
  return Array.from({ length: to - from }, (_, i) => {
    const xi = normal(plan.spec.seed, STREAM.path, particle, (from + i) * plan.dimension + c);
    return times(weights[from + i] as number, { value: xi, allowed: NORMAL_ERROR });
  });
}

/** The coarse step of a block from a state, in float64; `before` is the state at the first node of the block before. */
function coarseStep(
  plan: Plan,
  block: number,
  particle: number,
  y: readonly number[],
  before: readonly number[] | null,
) {
  const { coarse, parameters, noiseTimes } = plan;
  if (coarse === null) throw new Error('The plan has no coarse steps.');
  const { blockLength } = parameters;
  const first = block * blockLength;
  const score = scoreAt(plan, first, y);
  const scoreBefore = before && scoreAt(plan, first - blockLength, before);
  return y.map((value, c) => {
    const terms = [
      times(coarse.stateFactor[block] as number, exact(value)),
      times(coarse.scoreWeight[block] as number, score[c] as Bounded),
      ...noises(plan, coarse.noiseWeight, first, first + blockLength, particle, c),
    ];
    if (before && scoreBefore) {
      const r = noiseTimes[first - blockLength] as number;
      const prediction = sumOf([exact(before[c] as number), times(noiseVariance(r), scoreBefore[c] as Bounded)]);
      terms.push(times((coarse.predictionWeight[block] as number) / signal(r), prediction));
    }
    return sumOf(terms);
  });
}

const agrees = (actual: number, { value, allowed }: Bounded, where: string) =>
  expect(Math.abs(actual - value), where).toBeLessThanOrEqual(allowed);

describe('few steps', () => {
  test.each([
    ['sde', 'exponential', 6],
    ['ode', 'exponential', 6],
    ['ode', 'ddim', 6],
    ['ode', 'dpm-solver++', 6],
    ['ode', 'dpm-solver++', 18],
  ] as const)('%s, %s, %d steps: every step', async (dynamics, solver, steps) => {
    const method = { kind: 'few-step', solver, steps };
    const grid = { dynamics, blocks: 1, nodes: 18, particles: 7, horizon: 4, cutoff: 0.01 };
    const plan = plannedFor(mixtureTarget(3), { ...grid, method });
    const run = await WebGpuRun.create(holder.open, plan);
    await run.run();
    const states: Float32Array[] = [];
    for (let i = 0; i <= steps; i++) {
      states.push(await readStates(holder.open, plan, run.buffers, 'path', (i * 18) / steps));
    }
    run.destroy();
    const stateOf = (i: number, particle: number) =>
      Array.from(states[i]?.subarray(3 * particle, 3 * particle + 3) ?? []);
    let extrapolated = 0;
    for (let block = 0; block < steps; block++) {
      const hasMemory = plan.coarse?.predictionWeight[block] !== 0;
      if (hasMemory && block > 0) extrapolated++;
      for (let particle = 0; particle < 7; particle++) {
        const before = hasMemory && block > 0 ? stateOf(block - 1, particle) : null;
        coarseStep(plan, block, particle, stateOf(block, particle), before).forEach((bounded, c) => {
          agrees(stateOf(block + 1, particle)[c] as number, bounded, `step ${block}, particle ${particle}`);
        });
      }
    }
    expect(extrapolated).toBe(solver !== 'dpm-solver++' ? 0 : steps === 6 ? 4 : 17);
  });
});

describe.each(['sde', 'ode'] as const)('Parareal, %s', (dynamics) => {
  test('every fine step and every step of a sweep', async () => {
    const [blocks, nodes, particles] = [4, 5, 6];
    const method = { kind: 'parareal', tolerance: null, iterations: 3 };
    const plan = plannedFor(mixtureTarget(2), { dynamics, blocks, nodes, particles, horizon: 4, cutoff: 0.01, method });
    const trace = await onDevice(plan);
    const { coefficients } = plan;
    // In two dimensions the recorded paths of the tracked particles are their states.
    expect(plan.tracked).toBe(particles);
    expect([...plan.projection]).toEqual([1, 0, 0, 1]);
    const start = (p: number) => [0, 1].map((axis) => trace.referencePaths[axis * particles + p] as number);
    /** `[node][particle]`, newest; and block ends after the sweep before. */
    const newest = new Map([[0, Array.from({ length: particles }, (_, p) => start(p))]]);
    const swept = new Map(newest);
    let sweepSteps = 0;
    for (const record of trace.rounds) {
      const produced: [number, number[][]][] = [];
      for (let i = 0; i < record.count; i++) {
        const [from, node] = [record.firstNode + i * record.stride, producedNode(record, i)];
        const actual = Array.from({ length: particles }, (_, p) =>
          [0, 1].map((axis) => trace.paths[((record.offset + i) * 2 + axis) * particles + p] as number),
        );
        produced.push([node, actual]);
        actual.forEach((state, particle) => {
          const y = newest.get(from)?.[particle] as number[];
          const block = Math.floor(from / nodes);
          const isFine = record.reach === 1;
          const isFirst = record.iteration <= blocks;
          const score = isFine ? scoreAt(plan, from, y) : [];
          const coarse = isFine ? [] : coarseStep(plan, block, particle, y, null);
          const old =
            isFine || isFirst ? [] : coarseStep(plan, block, particle, swept.get(from)?.[particle] as number[], null);
          state.forEach((value, c) => {
            const where = `iteration ${record.iteration}, node ${node}, particle ${particle}`;
            const fine = newest.get(node)?.[particle]?.[c];
            if (isFine) {
              const terms = [
                times(coefficients.stateFactor[from] as number, exact(y[c] as number)),
                times(coefficients.scoreWeight[from] as number, score[c] as Bounded),
                ...noises(plan, coefficients.noiseStd, from, from + 1, particle, c),
              ];
              agrees(value, sumOf(terms), where);
            } else if (isFirst) agrees(value, coarse[c] as Bounded, where);
            else
              agrees(value, sumOf([exact(fine as number), coarse[c] as Bounded, times(-1, old[c] as Bounded)]), where);
          });
        });
      }
      for (const [node, states] of produced) newest.set(node, states);
      // The sweep reads the ends of the one before, its own block's start included: they are replaced behind it.
      if (record.reach === nodes && producedNode(record, 0) === plan.totalNodes) {
        for (let n = 1; n <= blocks; n++) swept.set(n * nodes, newest.get(n * nodes) as number[][]);
      }
      if (record.reach === nodes) sweepSteps++;
    }
    expect(sweepSteps).toBe(4 * blocks);
  });

  test.each(['mixture', 'network'] as const)('%s: block k is exact after k iterations', async (kind) => {
    const target = kind === 'mixture' ? mixtureTarget(3) : networkTarget(3);
    const [blocks, nodes] = [4, 3];
    const method = { kind: 'parareal', tolerance: null, iterations: blocks };
    const plan = plannedFor(target, { dynamics, blocks, nodes, particles: 5, horizon: 1.5, cutoff: 0.001, method });
    const run = await WebGpuRun.create(holder.open, plan);
    const trace = await run.run();
    let largest = 0;
    for (let node = 0; node <= plan.totalNodes; node++) {
      const states = await readStates(holder.open, plan, run.buffers, 'reference', node);
      largest = states.reduce((most, y) => Math.max(most, Math.abs(y)), largest);
    }
    run.destroy();
    // Four units in the last place of the largest state, as for other methods.
    const allowed = 8 * U * largest;
    let beyond = 0;
    for (const record of trace.rounds) {
      for (let i = 0; i < record.count; i++) {
        const error = trace.nodeError[record.offset + i] as number;
        // The fine steps of the first block that is not exact yet begin at an exact node.
        const isExact = producedNode(record, i) <= record.front || (record.reach === 1 && i === 0);
        if (isExact) expect(error, `iteration ${record.iteration}, row ${i}`).toBeLessThanOrEqual(allowed);
        else beyond = Math.max(beyond, error);
      }
    }
    expect(beyond).toBeGreaterThan(0.1);
    expect(trace.rounds.at(-1)?.front).toBe(plan.totalNodes);
  });

  test.each([false, true])('pipelined %s: rounds and records are those of float64', async (pipelined) => {
    const method = { kind: 'parareal', tolerance: 1e-3, iterations: 64, pipelined };
    const moons = resolveTarget({ kind: 'mixture', name: 'two-moons' }, null);
    const plan = plannedFor(moons, { dynamics, blocks: 8, nodes: 8, particles: 16, method });
    const [gpu, cpu] = [await onDevice(plan), simulated(plan)];
    // No sweep ends so close to the tolerance that rounding, of the size of the allowed differences below, could decide.
    const changes = cpu.rounds.filter(({ reach }) => reach > 1).map(({ residual }) => residual);
    for (let sweep = 0; sweep < changes.length; sweep += 8) {
      const change = Math.max(...changes.slice(sweep, sweep + 8));
      expect(Math.abs(Math.log(change / 1e-3))).toBeGreaterThan(0.05);
    }
    expect(countsOf(gpu)).toMatchObject({ ...countsOf(cpu), hump: expect.any(Number) });
    const place = ({
      clock,
      iteration,
      segment,
      firstNode,
      count,
      stride,
      reach,
      front,
    }: (typeof gpu.rounds)[number]) => [clock, iteration, segment, firstNode, count, stride, reach, front] as const;
    expect(gpu.rounds.map(place)).toEqual(cpu.rounds.map(place));
    const [segments, twins] = [segmentsOf(gpu), segmentsOf(cpu)];
    segments[0]?.error.forEach((error, i) => {
      const twin = twins[0]?.error[i] as number;
      // Rounding of 64 steps on states of size four, and what the path's own sensitivity, about ten, makes of it.
      expect(Math.abs(error - twin), `round ${i}`).toBeLessThan(64 * 4 * 2 * U * 10 + 1e-4 * twin);
    });
  });
});

test.each([
  { kind: 'parareal', tolerance: null, iterations: 2 },
  { kind: 'few-step', solver: 'exponential', steps: 6 },
])('$kind: cutting particles into batches changes no number', async (method) => {
  const plan = plannedFor(mixtureTarget(3), { blocks: 3, nodes: 4, particles: 150, method });
  const batches = [0, 64, 128].map((firstParticle) => ({
    firstParticle,
    particles: Math.min(64, 150 - firstParticle),
  }));
  const [whole, pieces] = [await onDevice(plan), await onDevice({ ...plan, batches })];
  expect(pieces.rounds).toEqual(whole.rounds);
  expect(pieces.outcome?.samples).toEqual(whole.outcome?.samples);
  expect(pieces.outcome?.segmentEnds).toEqual(whole.outcome?.segmentEnds);
});
