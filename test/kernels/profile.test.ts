// What a run costs, measured: every kernel is counted as often as the rounds say, the run that is timed kernel by kernel gives the bits
// of the plain one, and measuring can be cancelled. How long anything takes is not tested.

import { describe, expect, test } from 'vitest';
import { lanesOf, multiplyAddOperations, PASS_NAMES, type PassTimes, sumOfPasses } from '../../src/core/cost-profile';
import { parseSpec } from '../../src/core/parse-spec';
import { PROFILE_STAGES } from '../../src/engine/engine';
import { finishesAtOnce } from '../../src/engine/webgpu/layout';
import { profileRun, timeApart } from '../../src/engine/webgpu/profile';
import { readStates } from '../../src/engine/webgpu/read-back';
import { createWebGpuEngine } from '../../src/engine/webgpu/webgpu-engine';
import { WebGpuRun } from '../../src/engine/webgpu/webgpu-run';
import { openTestDevice } from './harness';
import { mixtureTarget, planOf, specOf } from './plans';

const holder = openTestDevice();
const noModel = () => Promise.reject(new Error('There are no models here.'));
const [BLOCKS, NODES, ROUNDS] = [2, 8, 3];
const small = specOf(
  { target: { kind: 'mixture', name: 'ring' }, blocks: BLOCKS, nodes: NODES, particles: 20 },
  { tolerance: null, iterations: ROUNDS },
);

const counts = ({ passes }: PassTimes) =>
  Object.fromEntries(PASS_NAMES.map((name) => [name, passes[name].dispatches] as const));

describe('every kernel in a pass of its own', () => {
  const asksNothing = { start: BLOCKS, score: BLOCKS * ROUNDS, own: 0 };
  test.each([
    ['a start that asks nothing', 20, {}, asksNothing],
    ['many particles', 40, {}, asksNothing],
    ['a start that asks the score', 20, { start: 'prediction' }, { ...asksNothing, score: BLOCKS * (ROUNDS + 1) }],
  ])('is counted once a round, %s, and gives the same bits', async (_, particles, method, expected) => {
    const spec = { ...small, particles };
    const plan = planOf(mixtureTarget(2), specOf(spec, { tolerance: null, iterations: ROUNDS, ...method }));
    const [plain, apart] = await Promise.all([
      WebGpuRun.create(holder.open, plan),
      WebGpuRun.create(holder.open, plan),
    ]);
    const { samples, reference } = (await plain.run()).outcome!;
    const shares: number[] = [];
    const { parallel, sequential } = await timeApart(apart, holder.open, undefined, (share) => shares.push(share));
    const steps = BLOCKS * (1 + ROUNDS);
    const predictions = (expected.score - BLOCKS * ROUNDS) as number;
    const ends = finishesAtOnce(plan)
      ? { scan: 0, measure: 0, observe: 0, advance: 0, finish: steps + predictions }
      : { scan: steps, measure: 0, observe: steps, advance: steps + predictions, finish: 0 };
    expect(counts(parallel.times)).toEqual({ ...ends, ...expected });
    const each = BLOCKS * NODES;
    const none = { start: 0, scan: 0, own: 0, measure: 0, observe: 0, advance: 0, finish: 0 };
    const stepEnds = finishesAtOnce(plan) ? { finish: each } : { scan: each, advance: each };
    expect(counts(sequential.times)).toEqual({ ...none, score: each, ...stepEnds });
    for (const { times } of [parallel, sequential]) {
      for (const name of PASS_NAMES) expect(times.passes[name].milliseconds).toBeGreaterThanOrEqual(0);
      expect(sumOfPasses(times)).toBeGreaterThan(0);
    }
    expect(shares.at(-1)).toBe(1);
    for (const [which, states] of [
      ['path', samples],
      ['reference', reference],
    ] as const)
      expect(await readStates(holder.open, plan, apart.buffers, which, plan.totalNodes)).toEqual(states);
    plain.destroy();
    apart.destroy();
  });

  test('counts a pass of the method itself', async () => {
    const method = { kind: 'anderson', memory: 2, tolerance: null, iterations: ROUNDS };
    const plan = planOf(mixtureTarget(2), parseSpec({ blocks: 1, nodes: NODES, particles: 4, method }));
    const run = await WebGpuRun.create(holder.open, plan);
    const { parallel } = await timeApart(run, holder.open, undefined, () => undefined);
    expect(counts(parallel.times)).toMatchObject({ score: ROUNDS, own: ROUNDS, start: 1 });
    run.destroy();
  });
});

describe('the cost of a run', () => {
  const target = mixtureTarget(2);
  const plan = planOf(target, small);

  test('is measured in all its parts', async () => {
    const stages: string[] = [];
    const profile = await profileRun(holder.open, plan, null, {
      onProgress: ({ stage, share }) => {
        if (stages.at(-1) !== stage) stages.push(stage);
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
      },
    });
    expect(stages).toEqual([...PROFILE_STAGES]);
    expect(JSON.parse(JSON.stringify(profile))).toEqual(profile);
    const { parallel, sequential, rate, launchMilliseconds, row } = profile;
    expect(parallel).toMatchObject({ rounds: BLOCKS * ROUNDS, rows: BLOCKS * ROUNDS * NODES * 20 });
    expect(sequential).toMatchObject({ rounds: BLOCKS * NODES, rows: BLOCKS * NODES * 20 });
    expect(parallel.operations / parallel.rows).toBe(multiplyAddOperations(target.model));
    for (const value of [rate, launchMilliseconds!, row.milliseconds, row.firstMilliseconds])
      expect(value).toBeGreaterThan(0);
    expect(parallel.dispatches).toBeGreaterThan(row.dispatches);
    expect(lanesOf(profile).lanes).toBeGreaterThanOrEqual(1);
  });

  test.each(PROFILE_STAGES.slice(0, 3))('can be cancelled: %s', async (ending) => {
    const cancel = new AbortController();
    const profile = profileRun(holder.open, plan, null, {
      signal: cancel.signal,
      onProgress: ({ stage }) => stage === ending && cancel.abort(),
    });
    await expect(profile).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('of an engine waits for its turn and shows nothing', async () => {
    const engine = await createWebGpuEngine({ gpu: holder.gpu, loadModel: noModel });
    const cancel = new AbortController();
    const profile = engine.profile!(small, { signal: cancel.signal });
    cancel.abort();
    await expect(profile).rejects.toMatchObject({ name: 'AbortError' });
    expect(engine.stageSource()).toBeNull();
    engine.destroy();
  });
});
