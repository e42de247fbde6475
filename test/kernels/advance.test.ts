// The schedule's step on the GPU equals its TypeScript twin on random walks of every schedule, residuals that are not finite
// included; what it writes into the head of a record; and the sizes of the next step's dispatches.

import { describe, expect, test } from 'vitest';
import type { Plan } from '../../src/core/plan';
import { PHASE, PLAIN_PARAMETERS, type ScheduleParameters, type ScheduleState } from '../../src/core/schedules';
import { RECORD_HEADER_WORDS, recordWords } from '../../src/core/sizes';
import {
  DISPATCH,
  decodeState,
  encodeParameters,
  encodeState,
  floatBits,
  STATE_WORDS,
} from '../../src/engine/webgpu/layout';
import { shaders } from '../../src/engine/webgpu/shaders';
import { randomParameters, randomWalks, type WalkStep } from '../schedule-walks';
import { openTestDevice, runKernel } from './harness';

const holder = openTestDevice();

interface Sizes {
  readonly particles: number;
  readonly batchParticles: number;
  readonly ownFollows?: boolean;
  readonly derived?: boolean;
  readonly scanMeasures?: boolean;
}

/** Work items that no two passes have in common. */
const ITEMS = {
  score: 3,
  scorePerGroup: 64,
  scoreSplit: 2,
  plain: 11,
  plainPerGroup: 32,
  plainSplit: 3,
  start: 7,
  scan: 2,
  own: 5,
} as const;

/** What ends a step on the GPU: the state after it, its record's head, and the dispatch arguments of the next step. */
async function advanceOnGpu(
  kind: keyof typeof randomParameters,
  { before, residuals, parameters, noiseScale }: Omit<WalkStep, 'after'>,
  { particles, batchParticles, ownFollows = false, derived = false, scanMeasures = false }: Sizes = {
    particles: 3,
    batchParticles: 3,
  },
): Promise<{ after: ScheduleState & { record: number }; head: Uint32Array; dispatches: Uint32Array }> {
  const batches = Math.ceil(particles / batchParticles);
  const nodesInFlight = Math.max(before.count, residuals.length);
  const plan = {
    spec: { particles, seed: 1 },
    tracked: 0,
    nodesInFlight,
    batches: new Array(batches).fill({ firstParticle: 0, particles: batchParticles }),
  } as unknown as Plan;
  const records = new Uint32Array(recordWords(plan));
  residuals.forEach((residual, i) => {
    records[RECORD_HEADER_WORDS + 4 * i] = Number.isNaN(residual) ? 0x7fc00000 : floatBits(residual);
  });
  const nodes = new Float32Array(8 * parameters.total);
  noiseScale.forEach((scale, node) => {
    nodes[8 * node + 7] = scale;
  });
  const results = await runKernel(
    holder.open,
    shaders.advance(2, kind, 'advanceSchedule', 32),
    [
      {
        type: 'uniform',
        data: encodeParameters(plan, parameters, { ...ITEMS, ownFollows, derived, scanMeasures }, true),
      },
      { type: 'storage', data: encodeState(before) },
      { type: 'storage', data: records },
      { type: 'storage', data: new Uint32Array(3 * (DISPATCH.perBatch * batches + 1)) },
      { type: 'read-only-storage', data: nodes },
    ],
    1,
  );
  return {
    after: decodeState(new Uint32Array(results[1] as ArrayBuffer, 0, STATE_WORDS)),
    head: new Uint32Array(results[2] as ArrayBuffer, 0, RECORD_HEADER_WORDS),
    dispatches: new Uint32Array(results[3] as ArrayBuffer),
  };
}

/** Bits of the largest residual; NaN is above all. */
function largest(residuals: readonly number[]): number {
  return residuals.reduce(
    (most, residual) => Math.max(most, Number.isNaN(residual) ? 0x7fc00000 : floatBits(residual)),
    0,
  );
}

/** The head of a step's record, but for its errors and what it dispatched. */
function expectedHead({ before, after, residuals }: WalkStep): number[] {
  const isRound = before.phase === PHASE.round;
  const { phase, iteration, segment, first, count, stride, reach, kept } = before;
  const residual = isRound ? largest(residuals) : 0;
  const [clock, rounds] = isRound ? [after.clock, iteration + 1] : [before.clock, iteration];
  return [phase, clock, rounds, segment, first, count, stride, residual, 0, 0, 0, 0, 0, reach, after.front, kept];
}

describe('advance', () => {
  test.each(Object.keys(randomParameters) as (keyof typeof randomParameters)[])(
    '%s: WGSL equals TypeScript on 200 steps of random walks',
    async (kind) => {
      const reached = new Set<string>();
      const steps = randomWalks(kind, 200);
      const results = await Promise.all(steps.map((step) => advanceOnGpu(kind, step)));
      for (const [index, step] of steps.entries()) {
        const { after, head } = results[index] as (typeof results)[number];
        const { record, ...state } = after;
        expect(state, JSON.stringify(step)).toEqual(step.after);
        const isRecorded = step.before.phase !== PHASE.predict;
        expect(record).toBe(isRecorded ? 1 : 0);
        expect([...head]).toEqual(isRecorded ? expectedHead(step) : new Array(RECORD_HEADER_WORDS).fill(0));
        reached.add(transitionOf(step));
      }
      expect([...reached].sort()).toEqual(transitions[kind]);
    },
  );
});

/** What a step led to, in words: which walks have been somewhere. */
function transitionOf({ before, after, parameters }: WalkStep): string {
  const names = ['start', 'round', 'done', 'predict'];
  const moved = after.segment > before.segment ? ' of the next segment' : '';
  const inCorrector = parameters.subBlocks > 0 && before.segment % (parameters.subBlocks + 1) > 0 ? ' (corrector)' : '';
  const begins = before.phase === PHASE.round && (after.phase === PHASE.start || after.phase === PHASE.predict);
  const kept = after.kept === 0 ? '' : after.kept < after.count ? ', some nodes kept' : ', all nodes kept';
  // A step over a whole block; a schedule that is done leaves its last step in place.
  const [from, to] = [before, after].map(({ phase, segmentLength }) =>
    phase === PHASE.round && segmentLength === 0 ? 'coarse round' : names[phase],
  );
  return `${from} to ${to}${moved}${begins ? kept : ''}${inCorrector}`;
}

/** Every way on from a state, so that none stays untested. */
const transitions: Readonly<Record<keyof typeof randomParameters, readonly string[]>> = {
  blocks: [
    'predict to start',
    'round to done',
    'round to done (corrector)',
    'round to predict of the next segment',
    'round to predict of the next segment (corrector)',
    'round to round',
    'round to round (corrector)',
    'round to start of the next segment',
    'round to start of the next segment (corrector)',
    'start to round',
    'start to round (corrector)',
  ],
  window: [
    'predict to start',
    'round to done',
    'round to predict of the next segment',
    'round to predict of the next segment, some nodes kept',
    'round to start of the next segment',
    'round to start of the next segment, all nodes kept',
    'round to start of the next segment, some nodes kept',
    'start to round',
  ],
  // A block joins, the first one finishes, or both.
  wavefront: [
    'predict to start',
    'round to done',
    'round to predict of the next segment',
    'round to predict of the next segment, some nodes kept',
    'round to predict, some nodes kept',
    'round to round',
    'round to start of the next segment',
    'round to start of the next segment, all nodes kept',
    'round to start of the next segment, some nodes kept',
    'round to start, some nodes kept',
    'start to round',
  ],
  parareal: [
    'coarse round to coarse round',
    'coarse round to done',
    'coarse round to round',
    'round to coarse round',
    'round to round',
  ],
  'few-step': ['coarse round to coarse round', 'coarse round to done'],
  sequential: ['round to done of the next segment', 'round to round of the next segment'],
};

const started: ScheduleState = {
  phase: PHASE.start,
  clock: 0,
  iteration: 0,
  segment: 0,
  first: 0,
  count: 64,
  stride: 1,
  segmentLength: 64,
  kept: 0,
  reach: 1,
  front: 0,
};
const parameters: ScheduleParameters = {
  ...PLAIN_PARAMETERS,
  total: 64,
  blockLength: 64,
  iterations: 4,
  tolerance: 0,
};
const step = { before: started, residuals: [], parameters, noiseScale: new Float32Array(64) };
const groups = (items: number) => Math.ceil(items / 64);
const sizes = { particles: 150, batchParticles: 64 };
const batches = [64, 64, 22];
/** Arguments of a dispatch over so many workgroups. */
const arguments3 = (count: number) => [count, count > 0 ? 1 : 0, 1];

describe('the sizes of the next step, for every batch', () => {
  test('a round: score, scan and measure, and one observation a node and one more', async () => {
    const { dispatches } = await advanceOnGpu('blocks', step, sizes);
    const expected = batches.flatMap((particles) =>
      [0, 2 * groups(64 * 3 * particles), groups(2 * particles), 0, groups(64 * particles), 0, 0].flatMap(arguments3),
    );
    expect([...dispatches]).toEqual([...expected, 65, 1, 1]);
  });

  test('a round of a method whose own pass follows: that pass as well', async () => {
    const { dispatches } = await advanceOnGpu('blocks', step, { ...sizes, ownFollows: true });
    batches.forEach((particles, batch) => {
      expect([...dispatches.subarray(21 * batch + 9, 21 * batch + 12)]).toEqual([groups(5 * particles), 1, 1]);
      expect([...dispatches.subarray(21 * batch + 6, 21 * batch + 9)]).toEqual([groups(2 * particles), 1, 1]);
    });
  });

  test.each([
    ['a step over a whole block', { reach: 64, segmentLength: 0 }, {}],
    ['a corrector', { first: 64, count: 64 }, { total: 128, subBlocks: 1, correctorSteps: 64, correctorRounds: 2 }],
  ])("%s: the own pass in the scan's place", async (_, place, change) => {
    const { dispatches } = await advanceOnGpu(
      'blocks',
      { ...step, before: { ...started, ...place }, parameters: { ...parameters, ...change } },
      sizes,
    );
    const expected = batches.flatMap((particles) =>
      [0, 2 * groups(64 * 3 * particles), 0, groups(5 * particles), groups(64 * particles), 0, 0].flatMap(arguments3),
    );
    expect([...dispatches]).toEqual([...expected, 65, 1, 1]);
  });

  test('a corrector in a run with derivatives: the score without them', async () => {
    const before = { ...started, first: 64, count: 64 };
    const change = { total: 128, subBlocks: 1, correctorSteps: 64, correctorRounds: 2 };
    const { dispatches } = await advanceOnGpu(
      'blocks',
      { ...step, before, parameters: { ...parameters, ...change } },
      { ...sizes, derived: true },
    );
    const expected = batches.flatMap((particles) => {
      const plain = 3 * Math.ceil((64 * 11 * particles) / 32);
      return [0, 0, 0, groups(5 * particles), groups(64 * particles), 0, plain].flatMap(arguments3);
    });
    expect([...dispatches]).toEqual([...expected, 65, 1, 1]);
  });

  test('a call of a start: the plain score of one row, and nothing else', async () => {
    const before = { ...started, phase: PHASE.round, iteration: 3, segment: 0 };
    const { after, dispatches } = await advanceOnGpu(
      'blocks',
      { ...step, before, parameters: { ...parameters, total: 128, startCalls: 1 }, residuals: new Array(64).fill(1) },
      sizes,
    );
    expect(after.phase).toBe(PHASE.predict);
    const expected = batches.flatMap((particles) =>
      [0, 0, 0, 0, 0, 3 * Math.ceil((11 * particles) / 32), 0].flatMap(arguments3),
    );
    expect([...dispatches]).toEqual([...expected, 0, 0, 1]);
  });

  test('a start: its nodes and their measurement', async () => {
    const before = { ...started, phase: PHASE.predict };
    const { dispatches } = await advanceOnGpu('blocks', { ...step, before }, sizes);
    const expected = batches.flatMap((particles) =>
      [groups(7 * particles), 0, 0, 0, groups(64 * particles), 0, 0].flatMap(arguments3),
    );
    expect([...dispatches]).toEqual([...expected, 65, 1, 1]);
  });

  test('a start whose scan measures it: the scan as well', async () => {
    const before = { ...started, phase: PHASE.predict };
    const { dispatches } = await advanceOnGpu('blocks', { ...step, before }, { ...sizes, scanMeasures: true });
    batches.forEach((particles, batch) => {
      expect([...dispatches.subarray(21 * batch + 6, 21 * batch + 9)]).toEqual([groups(2 * particles), 1, 1]);
    });
  });

  test('nothing when done', async () => {
    const before = { ...started, phase: PHASE.round, iteration: 3 };
    const { after, dispatches } = await advanceOnGpu('blocks', { ...step, before }, sizes);
    expect(after.phase).toBe(PHASE.done);
    expect([...dispatches]).toEqual(new Array(22).fill([0, 0, 1]).flat());
  });

  test.each([65_535, 65_536, 65_541, 200_000])('%i workgroups are folded into two dimensions', async (count) => {
    // Rows of 64 nodes by as many particles as workgroups: 64 rows fill one, a row has three items, and two workgroups share them.
    const { dispatches } = await advanceOnGpu('blocks', step, {
      particles: Math.ceil(count / 6),
      batchParticles: Math.ceil(count / 6),
    });
    const [x = 0, y = 0, z = 0] = dispatches.subarray(3, 6);
    const wanted = 6 * Math.ceil(count / 6);
    expect(z).toBe(1);
    expect(x).toBeLessThanOrEqual(65_535);
    expect(y).toBe(Math.ceil(wanted / 65_535));
    expect(x * y).toBeGreaterThanOrEqual(wanted);
    expect(x * y).toBeLessThan(wanted + y);
  });
});
