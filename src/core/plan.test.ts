// Test plan: batches at and around the limits of a binding; everything a run may not be, with its sentence; what is tracked
// and recorded; coefficients against the step they come from; linear parts by their formulas.

import { describe, expect, test } from 'vitest';
import { methods } from './methods';
import { parseSpec } from './parse-spec';
import { planRun } from './plan';
import { PLAIN_PARAMETERS } from './schedules';
import { formatBytes, keepsSegmentEnd, planSizes } from './sizes';
import { LIMITS, SpecError } from './spec';
import { starts } from './starts';
import { resolveTarget } from './targets';

interface SizeParameters {
  readonly dimension: number;
  readonly totalNodes: number;
  readonly nodesInFlight: number;
  readonly iterations: number;
  readonly particles: number;
}

/** Sizes of a method in blocks, for grids that no spec may have too. */
const sizes = (change: Partial<SizeParameters> = {}) => {
  const usual = { dimension: 2, totalNodes: 512, nodesInFlight: 64, iterations: 64, particles: 1024 };
  const { dimension, totalNodes, nodesInFlight, iterations, particles } = { ...usual, ...change };
  const resolved = methods.piadm.resolve(parseSpec({}));
  const method = {
    ...resolved,
    parameters: { ...resolved.parameters, total: totalNodes, blockLength: nodesInFlight, iterations },
    nodesInFlight,
    maxRecords: Math.ceil(totalNodes / nodesInFlight) * (iterations + 1),
    recordedNodes: totalNodes * (iterations + 1),
  };
  return planSizes(method, dimension, particles);
};

const planOf = (input: object) => {
  const spec = parseSpec({ target: { kind: 'mixture', name: 'ring' }, ...input });
  return planRun(spec, resolveTarget(spec.target, null));
};

describe('batches', () => {
  /** Bytes of a particle's path at d = 64 and 512 nodes: 131,328, so 1,022 particles fill a binding. */
  const large = { dimension: 64, totalNodes: 512 };

  test('one where all particles fit a binding', () => {
    expect(sizes().batches).toEqual([{ firstParticle: 0, particles: 1024 }]);
    expect(sizes({ ...large, particles: 1022 }).batches).toEqual([{ firstParticle: 0, particles: 1022 }]);
  });

  test('equal multiples of 64 where they do not', () => {
    expect(sizes({ ...large, particles: 1023 }).batches).toEqual([
      { firstParticle: 0, particles: 512 },
      { firstParticle: 512, particles: 511 },
    ]);
    const { batches } = sizes({ ...large, particles: 3000 });
    expect(batches.map((batch) => batch.particles)).toEqual([768, 768, 768, 696]);
  });

  test('never pass a binding and always cover all particles', () => {
    for (let dimension = 1; dimension <= 512; dimension = Math.ceil(dimension * 1.7)) {
      for (const particles of [1, 63, 64, 65, 1000, 4096]) {
        for (const totalNodes of [1, 100, 2000]) {
          let result: ReturnType<typeof sizes>;
          try {
            result = sizes({ dimension, totalNodes, nodesInFlight: totalNodes, particles });
          } catch (error) {
            expect(error).toBeInstanceOf(SpecError);
            continue;
          }
          let next = 0;
          for (const batch of result.batches) {
            expect(batch.firstParticle).toBe(next);
            expect((totalNodes + 1) * dimension * batch.particles * 4).toBeLessThanOrEqual(LIMITS.bindingBytes);
            next += batch.particles;
            // Batches below a workgroup's 64 particles are cut where they must be.
            if (next < particles && batch.particles > 64) expect(batch.particles % 64).toBe(0);
          }
          expect(next).toBe(particles);
          expect(result.bytes).toBeLessThanOrEqual(LIMITS.totalBytes);
        }
      }
    }
  });
});

describe('runs that do not fit', () => {
  test.each([
    [
      'a path',
      { dimension: 4096, totalNodes: 16384, nodesInFlight: 64 },
      /path of one particle needs 256 MiB; allowed are 128 MiB\. Reduce/,
    ],
    [
      'errors',
      { dimension: 1, totalNodes: 1024, nodesInFlight: 1024, particles: 65536 },
      /need 256 MiB; allowed are 128 MiB\. Reduce/,
    ],
    ['the total', { dimension: 64, particles: 65536 }, /The run needs 16 GiB of memory; allowed are 1\.0 GiB\. Reduce/],
    [
      'the records',
      { totalNodes: 16384, nodesInFlight: 16384, iterations: 16384, particles: 1 },
      /^method\.iterations is 16,384 .* allowed are 16,793,600\. Reduce/,
    ],
  ])('%s', (_, change, sentence) => {
    expect(() => sizes(change)).toThrow(SpecError);
    expect(() => sizes(change)).toThrow(sentence);
  });

  test.each([
    [0, '0 bytes'],
    [1023, '1023 bytes'],
    [1536, '1.5 KiB'],
    [2 ** 30, '1.0 GiB'],
    [2 ** 34, '16 GiB'],
  ])('%d bytes are %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});

describe('what is kept', () => {
  test('tracked particles: 64, all there are, or fewer where records are many', () => {
    expect(sizes().tracked).toBe(64);
    expect(sizes({ particles: 5 }).tracked).toBe(5);
    // 16,384 nodes and 65 records of each: 64 MiB are 7 particles.
    expect(sizes({ totalNodes: 16384, nodesInFlight: 16384, particles: 64 }).tracked).toBe(7);
    expect(sizes({ totalNodes: 4096, nodesInFlight: 4096, iterations: 4096, particles: 64 }).tracked).toBe(1);
  });

  test('bytes: both paths, scores, errors, residuals, records', () => {
    // 64 records of a submit, on the device and in two buffers to read.
    const record = 4 * (16 + 64 * (4 + 128));
    expect(sizes().bytes).toBe(
      2 * 513 * 2 * 1024 * 4 + 64 * 2 * 1024 * 4 + 2 * 64 * 1024 * 4 + 3 * 64 * record + 1024 * 4 + 512 * 32,
    );
  });

  test('segment ends: all of a usual run, a selection with the last of one of many segments', () => {
    const of = (totalNodes: number, nodesInFlight: number, particles: number) => {
      const kept = [];
      for (let segment = 0; segment < totalNodes / nodesInFlight; segment++) {
        const before = segment * nodesInFlight;
        if (keepsSegmentEnd({ totalNodes, spec: { particles } }, before, before + nodesInFlight)) kept.push(segment);
      }
      return kept;
    };
    expect(of(512, 64, 1024)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    const many = of(16384, 1, 4096);
    expect(many.length * 4096 * 16).toBeLessThanOrEqual(2 ** 26 + 4096 * 16);
    expect(many.at(-1)).toBe(16383);
  });
});

describe('the plan of a run', () => {
  test('has the grid, the schedule and the sizes of its spec', () => {
    const plan = planOf({ blocks: 4, nodes: 8, particles: 10, method: { iterations: 5, tolerance: 0.1 } });
    expect(plan.totalNodes).toBe(32);
    expect([plan.noiseTimes[0], plan.noiseTimes[32]]).toEqual([6, 0.001]);
    expect(plan.parameters).toEqual({
      ...PLAIN_PARAMETERS,
      total: 32,
      blockLength: 8,
      iterations: 5,
      tolerance: Math.fround(0.1),
    });
    expect([plan.nodesInFlight, plan.maxRecords, plan.tracked, plan.dimension]).toEqual([8, 4 * 6, 10, 2]);
    expect(plan.start).toBe(starts.constant);
  });

  test('counts iterations up to the length of a block, after which it is exact', () => {
    expect(planOf({ nodes: 8, method: { iterations: 100 } }).parameters.iterations).toBe(8);
  });

  test('of the sequential method has blocks of one node and one round', () => {
    const plan = planOf({ blocks: 2, nodes: 8, method: { kind: 'sequential' } });
    expect(plan.parameters).toEqual({ ...PLAIN_PARAMETERS, total: 16, blockLength: 1, iterations: 1, tolerance: 0 });
    expect([plan.nodesInFlight, plan.maxRecords]).toEqual([1, 32]);
  });

  test.each(['sde', 'ode'])('%s: linear parts are A, 1 and A - B / V', (dynamics) => {
    const linear = (linearPart: string) => planOf({ dynamics, blocks: 2, nodes: 8, method: { linearPart } });
    const { coefficients, noiseTimes, target } = linear('picard');
    expect(coefficients.linearPart).toEqual(coefficients.stateFactor);
    expect(linear('paradigms').coefficients.linearPart).toEqual(new Float64Array(16).fill(1));
    linear('gaussian-data').coefficients.linearPart.forEach((value, node) => {
      const signalSquared = Math.exp(-(noiseTimes[node] as number));
      const variance = signalSquared * target.dataVariance + 1 - signalSquared;
      const expected =
        (coefficients.stateFactor[node] as number) - (coefficients.scoreWeight[node] as number) / variance;
      // The plain `1 - e^{-r}` loses up to three digits at r = 0.001.
      expect(value).toBeCloseTo(expected, 12);
    });
    expect(coefficients.noiseStd.every((std) => (dynamics === 'ode' ? std === 0 : std > 0))).toBe(true);
  });
});
