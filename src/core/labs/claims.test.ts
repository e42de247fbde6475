// Claims of the labs from their own data: float64 runs at a small size. Each is borne out, and each fails on data that are spoilt in
// the way that it speaks of.

import { describe, expect, test } from 'vitest';
import { labPoints } from '../../../test/lab-runs';
import { parseSpec } from '../parse-spec';
import { planRun } from '../plan';
import { simulated } from '../simulated';
import { resolveTarget } from '../targets';
import { type BlockLengthPoint, type BlockLengthSettings, blockLength } from './block-length';
import { type BudgetDuelPoint, type BudgetDuelSettings, budgetDuel, duelCrossing, judgePick } from './budget-duel';
import type { Claim } from './lab';
import { parseLabSettings, resultOf } from './lab';
import { RACE_LANE_NAMES, type RacePoint, type RaceSettings, race } from './race';
import { type TwoAxesPoint, twoAxes } from './two-axes';

const small = { particles: 8, seed: 1 };

function claimOf(claims: readonly Claim[], name: string): Claim {
  const claim = claims.find((candidate) => candidate.name === name);
  if (!claim) throw new Error(`There is no claim ${name} among ${claims.map((one) => one.name).join(', ')}.`);
  return claim;
}

/** Points with the numbers of some of them changed. */
function spoilt<Point extends { readonly place: object; readonly measured: object }>(
  points: readonly Point[],
  at: (place: Point['place']) => boolean,
  change: (measured: Point['measured']) => Partial<Point['measured']>,
): Point[] {
  return points.map((point) =>
    at(point.place) ? { ...point, measured: { ...point.measured, ...change(point.measured) } } : point,
  );
}

describe('two axes', () => {
  const pointsOf = (method: object, particles = 8): TwoAxesPoint[] => {
    const spec = parseSpec({ target: { kind: 'mixture', name: 'ring' }, blocks: 4, nodes: 32, particles, method });
    const trace = simulated(planRun(spec, resolveTarget(spec.target, null)));
    return [{ place: { run: 'shown' }, ...resultOf(twoAxes, trace), origin: 'device' }];
  };
  const claims = (of: readonly TwoAxesPoint[]) => twoAxes.claims(of, { paths: 6 });
  const verdicts = (of: readonly TwoAxesPoint[]) => claims(of).map(({ verdict }) => verdict);

  test.each([[{}], [{ kind: 'wavefront' }], [{ kind: 'anderson' }]])('all claims come out of a run: %j', (method) => {
    const points = pointsOf(method);
    expect(verdicts(points)).toEqual([true, true, true]);
    const { slope, exactError, exactRounds, fronts, lead } = points[0]!.measured;
    // In float64 the nodes behind the front are the sequential ones to the last digit.
    expect(exactError).toBe(0);
    expect(exactRounds).toBeGreaterThan(4);
    expect(claims(points).map(({ numbers }) => numbers)).toEqual([
      { error: exactError, rounds: exactRounds },
      { ...lead, tolerance: 1e-3 },
      { slope },
    ]);
    // In the first block the front moves a node a round, and agreement is never behind it.
    fronts.slice(0, exactRounds + 1).forEach(({ call, exact, agreeing }) => {
      expect(exact).toBe(call);
      expect(agreeing).toBeGreaterThanOrEqual(exact);
    });
    expect(fronts.at(-1)).toMatchObject({ agreeing: 128 });
  });

  test('the sequential sampler is nowhere ahead and makes one node a call; a window has no exact front', () => {
    const sequential = pointsOf({ kind: 'sequential' });
    expect(verdicts(sequential)).toEqual([true, false, false]);
    expect(claimOf(claims(sequential), 'agreementAhead').numbers.call).toBeNull();
    expect(claimOf(claims(sequential), 'agreementFaster').numbers.slope).toBe(1);
    expect(verdicts(pointsOf({ kind: 'window', window: 16, tolerance: 0.03 }))[0]).toBeNull();
  });

  test('nodes that are not exact and a slow front are seen', () => {
    const points = pointsOf({});
    const all = () => true;
    expect(claimOf(claims(spoilt(points, all, () => ({ exactError: 5e-4 }))), 'firstNodesExact').verdict).toBe(false);
    expect(claimOf(claims(spoilt(points, all, () => ({ slope: 0.9 }))), 'agreementFaster').verdict).toBe(false);
    expect(verdicts([])).toEqual([null, null, null]);
  });
});

describe.each(['sde', 'ode'] as const)('race, %s', (dynamics) => {
  const settings: RaceSettings = parseLabSettings(race, { ...small, steps: 128, dynamics });
  const points = labPoints(race, settings);
  const claims = (of: readonly RacePoint[]) => race.claims(of, settings);
  const names = ['samePicture', 'fewerRoundsThanBlocks', 'allPayWork'];
  const of = (lane: string) => points.find(({ place }) => place.lane === lane)!.measured;

  test('all five lanes end at the same picture, the wavefront and the best before blocks, and all pay for it', () => {
    expect(points.map(({ place }) => place.lane)).toEqual(RACE_LANE_NAMES);
    expect(claims(points).map(({ name, verdict }) => [name, verdict])).toEqual(names.map((name) => [name, true]));
    expect(of('sequential')).toMatchObject({ rounds: 128, error: 0, evaluations: 128 });
    const errors = points.map(({ measured }) => measured.error!);
    expect(claimOf(claims(points), 'samePicture').numbers).toEqual({
      lanes: 5,
      largest: Math.max(...errors),
      limit: 0.01,
    });
    expect(of('best').rounds).toBeLessThan(of('wavefront').rounds);
    // The picture is that of the samples.
    for (const { measured } of points)
      measured.samples.forEach(([x, y], index) => {
        expect(Math.abs(x - measured.reference[index]![0])).toBeLessThan(0.01);
        expect(Math.abs(y - measured.reference[index]![1])).toBeLessThan(0.01);
      });
  });

  test.each<[string, string, object]>([
    ['samePicture', 'window', { error: 0.02 }],
    ['samePicture', 'best', { error: null }],
    ['fewerRoundsThanBlocks', 'wavefront', { rounds: 100 }],
    ['fewerRoundsThanBlocks', 'best', { rounds: 100 }],
    ['fewerRoundsThanBlocks', 'blocks', { rounds: 129 }],
    ['allPayWork', 'best', { evaluations: 100 }],
  ])('%s fails on a spoilt lane: %s, %j', (name, lane, change) => {
    const broken = spoilt(
      points,
      (place) => place.lane === lane,
      () => change,
    );
    expect(claimOf(claims(broken), name).verdict).toBe(false);
  });

  test('wait for all lanes', () => {
    expect(claims(points.slice(0, 4)).map(({ verdict }) => verdict)).toEqual([null, null, null]);
  });
});

describe('block length', () => {
  // With fewer than 512 steps the collapsed block heals before its rounds have doubled.
  const settings: BlockLengthSettings = parseLabSettings(blockLength, { ...small, precision: 'all' });
  const points = labPoints(blockLength, settings);
  const claims = (of: readonly BlockLengthPoint[]) => blockLength.claims(of, settings);
  const names = ['humpGrows', 'fewerBlocksFewerRounds', 'blocksSaveWork', 'halfCollapses', 'saturationHides'];

  test('makes five claims when all precisions are side by side, and all come out', () => {
    expect(claims(points).map(({ name, verdict }) => [name, verdict])).toEqual(names.map((name) => [name, true]));
  });

  test('the numbers are those of the runs', () => {
    const of = (blocks: number, precision: string) =>
      points.find(({ place }) => place.blocks === blocks && place.precision === precision)?.measured;
    expect(claimOf(claims(points), 'humpGrows').numbers).toEqual({
      one: of(1, 'f32')?.hump,
      short: of(8, 'f32')?.hump,
      many: of(64, 'f32')?.hump,
      blocks: 8,
    });
    expect(claimOf(claims(points), 'halfCollapses').numbers).toEqual({
      one: of(1, 'f16')?.rounds,
      short: of(8, 'f16')?.rounds,
      blocks: 8,
    });
    // The hump of one block is beyond the largest half.
    expect(of(1, 'f32')?.hump).toBeGreaterThan(65_504);
    expect(of(1, 'f16')?.hump).toBeNull();
  });

  test.each<[string, (points: readonly BlockLengthPoint[]) => BlockLengthPoint[]]>([
    [
      'humpGrows',
      (of) =>
        spoilt(
          of,
          ({ blocks, precision }) => blocks === 1 && precision === 'f32',
          () => ({ hump: 0.01 }),
        ),
    ],
    [
      'fewerBlocksFewerRounds',
      (of) =>
        spoilt(
          of,
          ({ blocks }) => blocks === 1,
          () => ({ rounds: 500 }),
        ),
    ],
    [
      'blocksSaveWork',
      (of) =>
        spoilt(
          of,
          ({ blocks }) => blocks === 8,
          () => ({ evaluations: 1e9 }),
        ),
    ],
    [
      'halfCollapses',
      (of) =>
        spoilt(
          of,
          ({ precision }) => precision === 'f16',
          () => ({ rounds: 90 }),
        ),
    ],
    [
      'saturationHides',
      (of) =>
        spoilt(
          of,
          ({ precision }) => precision === 'f16-saturating',
          () => ({ rounds: 200 }),
        ),
    ],
  ])('%s fails on spoilt points', (name, spoil) => {
    expect(claimOf(claims(spoil(points)), name).verdict).toBe(false);
  });

  test('nothing is known before the runs that a claim speaks of', () => {
    const without = (blocks: number) => points.filter(({ place }) => place.blocks !== blocks);
    for (const name of names) expect(claimOf(claims(without(1)), name).verdict, name).toBeNull();
  });

  test('after a fixed number of rounds one block is lost, and fails to be so when its error is small', () => {
    const fixed: BlockLengthSettings = parseLabSettings(blockLength, { ...small, steps: 256, stopping: 'fixed' });
    const runs = labPoints(blockLength, fixed);
    expect(blockLength.claims(runs, fixed).map(({ name, verdict }) => [name, verdict])).toEqual([
      ['fixedRoundsNeedBlocks', true],
    ]);
    expect(runs.every(({ place, measured }) => measured.rounds === 8 * place.blocks || place.blocks > 32)).toBe(true);
    const near = spoilt(
      runs,
      ({ blocks }) => blocks === 1,
      () => ({ errorMedian: 0.001 }),
    );
    expect(blockLength.claims(near, fixed)[0]?.verdict).toBe(false);
  });
});

describe.each(['sde', 'ode'] as const)('budget duel, %s', (dynamics) => {
  const settings: BudgetDuelSettings = parseLabSettings(budgetDuel, { ...small, steps: 128, dynamics });
  const points = labPoints(budgetDuel, settings);
  const name = dynamics === 'sde' ? 'crossingExists' : 'noCrossing';
  const claims = (of: readonly BudgetDuelPoint[]) => budgetDuel.claims(of, settings);

  test('its claims come out', () => {
    expect(claims(points).map((claim) => [claim.name, claim.verdict])).toEqual([
      [name, true],
      ['oneBlockArrivesFirst', true],
    ]);
  });

  test('the crossing is marked for the SDE alone', () => {
    const { shared } = duelCrossing(points, settings, 8, 'error');
    if (dynamics === 'ode') expect(shared).toBeNull();
    else {
      // Between 16 rounds, where many blocks are ahead, and 32, where one block is.
      expect(shared?.at).toBeGreaterThan(16);
      expect(shared?.at).toBeLessThan(32);
      // Neither is near the path there, which the claim says.
      expect(shared?.value).toBeGreaterThan(0.1);
      expect(claimOf(claims(points), name).numbers.beyond).toBe(0.01);
    }
  });

  test('both fail where one block never gets anywhere', () => {
    const never = spoilt(
      points,
      ({ blocks }) => blocks === 1,
      ({ after }) => ({ after: after.map((entry) => ({ ...entry, error: 100 })) }),
    );
    expect(claims(never).map(({ verdict }) => verdict)).toEqual([false, false]);
  });

  test('the first fails where the curves are those of the other dynamics', () => {
    const other: BudgetDuelSettings = { ...settings, dynamics: dynamics === 'sde' ? 'ode' : 'sde' };
    const foreign = labPoints(budgetDuel, other);
    expect(claims(foreign).map(({ verdict }) => verdict)).toEqual([false, true]);
  });

  test('wait for all their runs', () => {
    const [first, ...rest] = points;
    expect(first?.place.blocks).toBe(1);
    expect(claims(rest).map(({ verdict }) => verdict)).toEqual([null, null]);
    expect(claims(points.filter(({ place }) => place.blocks !== 2)).map(({ verdict }) => verdict)).toEqual([
      true,
      null,
    ]);
  });

  test('a pick is judged among all that are measured', () => {
    const judge = (blocks: number, budget: number) => judgePick(points, settings, { budget, blocks }, 'error');
    const places = [1, 2, 4, 8, 16].map((blocks) => judge(blocks, 16)?.place);
    expect([...places].sort()).toEqual([1, 2, 3, 4, 5]);
    expect(judge(1, 16)?.best).toBe(dynamics === 'sde' ? 16 : 1);
    expect(judge(1, 32)).toMatchObject({ best: 1, place: 1 });
    // Where all have arrived, all are right.
    expect([1, 2, 4, 8].map((blocks) => judge(blocks, 96)?.place)).toEqual([1, 1, 1, 1]);
    expect(judgePick(points.slice(0, 1), settings, { budget: 32, blocks: 1 }, 'error')).toBeNull();
    expect(judge(3, 32)).toBeNull();
  });
});
