// Measuring what runs cost: one at a time, kept by what was run, cancelled and failing without a trace, and what of it the lab on cost
// takes.

import { beforeEach, describe, expect, it } from 'vitest';
import { rulePoints } from '../../test/lab-points';
import { syntheticProfile } from '../../test/synthetic-profile';
import { lanesOf } from '../core/cost-profile';
import { type CostPoint, cost, placeOf } from '../core/labs/cost';
import { parseLabSettings } from '../core/labs/lab';
import { parseSpec } from '../core/parse-spec';
import type { RunSpec } from '../core/spec';
import { type Engine, PROFILE_STAGES, type ProfileOptions } from '../engine/engine';
import { INITIAL_COST, shareOfWork, useCost } from './cost';
import { costedRun, withCosts } from './cost-lab';
import { CostRunner } from './cost-runner';
import { labOf } from './labs';
import type { LabKnowledge } from './labs-runner';
import { Session } from './session';

const spec = (seed: number) => parseSpec({ target: { kind: 'mixture', name: 'ring' }, particles: 4, seed });

let measured: RunSpec[];
/** What a test does while a run is measured. */
let during: (options: ProfileOptions) => void;
let runner: CostRunner;

const engine = (): Engine => ({
  backend: 'webgpu',
  adapter: { name: 'made up', software: false },
  prepare: () => Promise.reject(new Error('Nothing is planned here.')),
  run: () => Promise.reject(new Error('Nothing is run here.')),
  profile: async (of, options = {}) => {
    measured.push(of);
    await Promise.resolve();
    during(options);
    options.signal?.throwIfAborted();
    return syntheticProfile({ adapter: `seed ${of.seed}` });
  },
  stageSource: () => null,
  destroy: () => undefined,
});

beforeEach(() => {
  measured = [];
  during = () => undefined;
  useCost.setState(INITIAL_COST, true);
  runner = new CostRunner(new Session(async () => engine()));
});

describe('a measurement', () => {
  it('is kept by what was run; of another run the last one is shown', async () => {
    expect(runner.shown(spec(1))).toBeNull();
    await runner.measure(spec(1));
    await runner.measure(spec(2));
    expect(useCost.getState()).toMatchObject({ work: null, failure: null, end: 'done', version: 2 });
    expect(runner.profile(spec(1))?.adapter).toBe('seed 1');
    expect(runner.shown(spec(1))).toMatchObject({ spec: { seed: 1 } });
    expect(runner.profile(spec(3))).toBeUndefined();
    expect(runner.shown(spec(3))).toMatchObject({ spec: { seed: 2 }, profile: { adapter: 'seed 2' } });
  });

  it('tells its stage and a share that grows', async () => {
    const told: [string, number][] = [];
    during = ({ onProgress }) => {
      for (const stage of PROFILE_STAGES) {
        onProgress?.({ stage, share: 0 });
        const { work } = useCost.getState();
        told.push([work!.stage, work!.share]);
      }
    };
    await runner.measure(spec(1));
    expect(told.map(([stage]) => stage)).toEqual([...PROFILE_STAGES]);
    expect(told.map(([, share]) => share)).toEqual(told.map(([, share]) => share).toSorted((a, b) => a - b));
    expect(shareOfWork('rows', 1)).toBeCloseTo(1, 12);
  });

  it('that is cancelled leaves what was there', async () => {
    await runner.measure(spec(1));
    during = () => runner.cancel();
    await runner.measure(spec(2));
    expect(useCost.getState()).toMatchObject({ work: null, failure: null, end: 'cancelled' });
    expect(runner.shown(spec(2))).toMatchObject({ spec: { seed: 1 } });
  });

  it('that fails says so in a sentence, until the next one', async () => {
    during = () => {
      throw new Error('The GPU refused a command');
    };
    await runner.measure(spec(1));
    expect(useCost.getState().failure).toMatchObject({ sentence: 'The GPU refused a command.' });
    during = () => undefined;
    await runner.measure(spec(1));
    expect(useCost.getState()).toMatchObject({ failure: null, end: 'done' });
  });

  it('gives way to another one', async () => {
    const first = runner.measure(spec(1));
    await runner.measure(spec(2));
    await first;
    expect(runner.profile(spec(1))).toBeUndefined();
    expect(useCost.getState()).toMatchObject({ work: null, end: 'done' });
  });

  it('is not to be had of a backend that cannot measure', async () => {
    const { profile: _, ...bare } = engine();
    const other = new CostRunner(new Session(async () => bare));
    await other.measure(spec(1));
    expect(useCost.getState().failure?.sentence).toMatch(/does not measure/);
  });
});

describe('the lab on cost', () => {
  const settings = parseLabSettings(cost, { steps: 128, particles: 4 });
  const plan = { name: 'cost', lab: labOf('cost'), full: settings, settings, runs: cost.runs(settings) } as const;
  const points = rulePoints('cost', settings);
  const knowledge: LabKnowledge = { plan, points, shipped: null, missing: 0, failures: [] };

  it('is placed by what was measured of its run in 8 blocks, and of no other', async () => {
    const blocks = costedRun(plan)!;
    expect(blocks).toMatchObject({ blocks: 8, nodes: 16, particles: 4 });
    expect(withCosts(knowledge, runner)).toBe(knowledge);
    await runner.measure(spec(1));
    expect(withCosts(knowledge, runner)).toBe(knowledge);
    await runner.measure(blocks);
    const placed = withCosts(knowledge, runner).points as unknown as readonly CostPoint[];
    expect(placeOf(placed)).toEqual({ lanes: lanesOf(syntheticProfile()).lanes, misfit: null });
    const claim = cost.claims(placed, settings).find(({ name }) => name === 'modelNamesWinner');
    expect(claim?.numbers.lanes).toBe(lanesOf(syntheticProfile()).lanes);
  });

  it('alone asks for costs', () => {
    expect(costedRun({ name: 'race', runs: [] })).toBeNull();
  });
});
