// The kernel of Anderson acceleration equals its float64 twin on random residuals, for every memory, with fewer rounds than it
// remembers and with more; sums that overflow or are no numbers fall back to the plain round, of that particle alone.

import { describe, expect, test } from 'vitest';
import { parseSpec } from '../../src/core/parse-spec';
import { AndersonPass, RIDGE, solveNormalEquations } from '../../src/core/passes/anderson';
import type { Plan } from '../../src/core/plan';
import { normal } from '../../src/core/random';
import { PHASE, type ScheduleState } from '../../src/core/schedules';
import { symmetricEigen } from '../../src/core/symmetric-eigen';
import { encodeNodes, encodeParameters, encodeState } from '../../src/engine/webgpu/layout';
import { shaders } from '../../src/engine/webgpu/shaders';
import { U } from './bounds';
import { openTestDevice, runKernel } from './harness';
import { ITEMS, mixtureTarget, planOf } from './plans';

const holder = openTestDevice();
const ROWS = 4;
const FOLLOWS = { ...ITEMS, own: 1, ownFollows: true };

/** A plan whose scan writes the scores into the path: they are `G`. */
function passThrough(dimension: number, particles: number, memory: number): Plan {
  const method = { kind: 'anderson', memory };
  const plan = planOf(mixtureTarget(dimension), parseSpec({ blocks: 1, nodes: ROWS, particles, method }));
  const all = (value: number) => new Float64Array(ROWS).fill(value);
  const coefficients = {
    stateFactor: all(0),
    scoreWeight: all(1),
    noiseStd: all(0),
    linearPart: all(0),
    noiseScale: all(1),
  };
  return { ...plan, coefficients };
}

/** Both twins, side by side; `step` gives each of them states before a round and what the round made of them. */
class Twins {
  private readonly length: number;
  private readonly context;
  private readonly pass: AndersonPass;
  private memory: Float32Array<ArrayBuffer>;
  private iteration = 0;

  constructor(private readonly plan: Plan) {
    const { dimension, coefficients, spec, memory } = plan;
    const { particles } = spec;
    this.length = ROWS * dimension * particles;
    this.context = {
      plan,
      coefficients,
      dimension,
      particles,
      stateLength: dimension * particles,
      path: new Float64Array((ROWS + 1) * dimension * particles),
      scores: new Float64Array(this.length),
      linearParts: new Float64Array(0),
      noise: () => new Float64Array(0),
      squares: new Float64Array(particles),
      roundStates: null,
    };
    this.pass = new AndersonPass(this.context);
    this.memory = new Float32Array(2 * memory * this.length);
  }

  /** @param before `y`, `[row][coordinate][particle]`; @param result `G`; @param residual `R` */
  async step(before: Float32Array, result: Float32Array, residual: Float32Array) {
    const { plan, context, length } = this;
    const { stateLength, dimension, particles } = context;
    const schedule = plan.schedule.initial(plan.parameters);
    const state: ScheduleState = { ...schedule, phase: PHASE.round, iteration: this.iteration++ };
    context.path.set(before, stateLength);
    context.scores.set(result);
    this.pass.run(state, undefined);
    const path = new Float32Array(stateLength + length);
    path.set(result, stateLength);
    const buffers = await runKernel(
      holder.open,
      shaders.anderson(dimension, 'f32', plan.memory),
      [
        { type: 'uniform', data: encodeParameters(plan, plan.parameters, FOLLOWS, true) },
        { type: 'uniform', data: Uint32Array.of(0, particles, 0, 0) },
        { type: 'read-only-storage', data: encodeState(state) },
        { type: 'read-only-storage', data: encodeNodes(plan) },
        { type: 'storage', data: path },
        { type: 'storage', data: Float32Array.from(residual) },
        { type: 'storage', data: this.memory },
      ],
      Math.ceil(particles / 64),
    );
    const floats = (index: number) => new Float32Array(buffers[index] as ArrayBuffer);
    this.memory = floats(6);
    return { twin: context.path.slice(stateLength), path: floats(4).slice(stateLength), changes: floats(5) };
  }
}

/** Multiples of 2^-8 below 8: their differences are exact in float32. */
const drawn = (length: number, stream: number) =>
  Float32Array.from(
    { length },
    (_, at) => Math.round(256 * Math.max(-7, Math.min(7, normal(3, 16, stream, at)))) / 256,
  );

const difference = (a: Float32Array, b: Float32Array) => a.map((x, i) => x - (b[i] as number));

/** Largest condition of the scaled normal equations of any node and particle, ridge included, and largest sum of magnitudes of
 * weights. */
function conditionOf(residuals: readonly Float32Array[], dimension: number, particles: number) {
  const [present, ...past] = [...residuals].reverse() as [Float32Array, ...Float32Array[]];
  const size = past.length;
  let [condition, weights] = [1, 0];
  for (let particle = 0; particle < particles; particle++) {
    const sums = new Float64Array(size * size);
    const right = new Float64Array(size);
    for (let row = 0; row + 1 < ROWS; row++) {
      for (let c = 0; c < dimension; c++) {
        const at = (row * dimension + c) * particles + particle;
        const columns = past.map((r) => (present[at] as number) - (r[at] as number));
        columns.forEach((x, k) => {
          right[k] = (right[k] as number) + x * (present[at] as number);
          columns.forEach((y, l) => {
            sums[k * size + l] = (sums[k * size + l] as number) + x * y;
          });
        });
      }
      const scaled = sums.map((x, i) => {
        const [k, l] = [Math.floor(i / size), i % size];
        const scale = Math.sqrt((sums[k * size + k] as number) * (sums[l * size + l] as number));
        return x / scale + (k === l ? RIDGE : 0);
      });
      const { values } = symmetricEigen(scaled, size);
      condition = Math.max(condition, (values[0] as number) / (values[size - 1] as number));
      const triangle = Float64Array.from(
        past.flatMap((_, k) => Array.from({ length: k + 1 }, (_unused, l) => sums[k * size + l] as number)),
      );
      const unknowns = right.slice();
      solveNormalEquations(size, triangle, unknowns);
      weights = Math.max(
        weights,
        unknowns.reduce((sum, x) => sum + Math.abs(x), 0),
      );
    }
  }
  return { condition, weights };
}

describe('the kernel', () => {
  test.each([1, 2, 3, 4, 5])('equals its twin with memory %i', async (memory) => {
    // Two workgroups, the second of them not full; enough coordinates for a good condition from the first node on.
    const [dimension, particles] = [16, 66];
    const twins = new Twins(passThrough(dimension, particles, memory));
    const length = ROWS * dimension * particles;
    const residuals: Float32Array[] = [];
    for (let round = 0; round < memory + 3; round++) {
      const [before, result] = [drawn(length, 2 * round), drawn(length, 2 * round + 1)];
      const residual = difference(result, before);
      residuals.push(residual);
      const { twin, path, changes } = await twins.step(before, result, residual);
      const remembered = residuals.slice(-memory - 1);
      const { condition, weights } =
        round === 0 ? { condition: 1, weights: 0 } : conditionOf(remembered, dimension, particles);
      expect(condition).toBeLessThan(100);
      // Sums of up to 48 exact products, and factors of up to five rows: each weight is off by the condition times their
      // rounding, in proportion to the largest; it multiplies differences below 14.
      const allowed = (2 * condition * (48 + 30) * U * Math.sqrt(memory) + 8 * U) * 14 * weights + 8 * U * 7;
      let [mixed, worst, worstChange] = [0, 0, 0];
      for (let at = 0; at < length; at++) {
        const [actual, expected] = [path[at] as number, twin[at] as number];
        worst = Math.max(worst, Math.abs(actual - expected));
        // The change is a difference of two sums.
        const rounding = 8 * U * (14 + Math.abs(actual));
        worstChange = Math.max(
          worstChange,
          Math.abs((changes[at] as number) - actual + (before[at] as number)) / rounding,
        );
        if (Math.abs(expected - (result[at] as number)) > 10 * allowed) mixed++;
      }
      expect(worst, `round ${round}`).toBeLessThanOrEqual(allowed);
      expect(worstChange, `round ${round}`).toBeLessThanOrEqual(1);
      // Weights are zero at the first node only.
      if (round > 0) expect(mixed).toBeGreaterThan(length / 2);
      else expect(path).toEqual(result);
    }
  });

  test.each([
    ['infinite', Number.POSITIVE_INFINITY],
    ['no number', Number.NaN],
    ['so large that squares overflow', 1e30],
  ])('residuals that are %s: the plain round, of that particle alone', async (_, bad) => {
    const [dimension, particles, memory] = [3, 3, 2];
    const length = ROWS * dimension * particles;
    const twins = new Twins(passThrough(dimension, particles, memory));
    const healthy = new Twins(passThrough(dimension, particles, memory));
    const BAD_ROUND = 1;
    for (let round = 0; round < 5; round++) {
      const [before, result] = [drawn(length, 2 * round), drawn(length, 2 * round + 1)];
      const well = await healthy.step(before, result, difference(result, before));
      // Particle 1 at the second of the nodes.
      const spoilt = result.slice();
      const row = dimension * particles;
      if (round === BAD_ROUND) for (let at = row + 1; at < 2 * row; at += particles) spoilt[at] = bad;
      const { path } = await twins.step(before, spoilt, difference(spoilt, before));
      for (let at = 0; at < length; at++) {
        const [node, particle] = [Math.floor(at / row), at % particles];
        if (particle !== 1 || round < BAD_ROUND || (node === 0 && round !== BAD_ROUND)) {
          expect(path[at], `round ${round}, entry ${at}`).toBe(well.path[at]);
        } else if (node > 1 && round - BAD_ROUND <= memory) {
          // Sums behind the bad node are bad as long as it is remembered.
          expect(path[at], `round ${round}, entry ${at}`).toBe(spoilt[at]);
        } else if (round !== BAD_ROUND) expect(path[at]).toSatisfy(Number.isFinite);
      }
    }
  });

  test('without differences nothing is mixed', async () => {
    const [dimension, particles] = [2, 5];
    const length = ROWS * dimension * particles;
    const twins = new Twins(passThrough(dimension, particles, 3));
    const [before, result] = [drawn(length, 0), drawn(length, 1)];
    for (let round = 0; round < 4; round++) {
      const { path } = await twins.step(before, result, difference(result, before));
      expect(path).toEqual(result);
    }
  });
});
