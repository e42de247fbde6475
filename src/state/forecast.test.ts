import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { syntheticPlan } from '../../test/synthetic-trace';
import { DEFAULT_SPEC, type RunSpec, SpecError } from '../core/spec';
import { followForecast, impossibility, useForecast } from './forecast';
import type { Session } from './session';
import { setField, setSettings, useSettings } from './settings';

const prepare = vi.fn<(spec: RunSpec) => Promise<ReturnType<typeof syntheticPlan>>>();
let end: () => void;

/** The reason by which Run is off. */
const reason = () => impossibility(useSettings.getState(), useForecast.getState());

beforeEach(async () => {
  vi.useFakeTimers();
  prepare.mockReset().mockImplementation(async () => syntheticPlan());
  setSettings(DEFAULT_SPEC);
  end = followForecast({ prepare } as Partial<Session> as Session);
  await vi.runAllTimersAsync();
});

afterEach(() => {
  end();
  vi.useRealTimers();
});

describe('the forecast', () => {
  it('is the plan of the settings, made once they rest', async () => {
    expect(useForecast.getState()).toMatchObject({ spec: DEFAULT_SPEC, problem: null });
    for (const seed of [5, 6, 7]) {
      setField('seed', seed);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(prepare).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(60);
    expect(prepare).toHaveBeenCalledTimes(2);
    expect(useForecast.getState().spec?.seed).toBe(7);
    expect(useForecast.getState().plan).not.toBeNull();
  });

  it('says why the run is not possible, until the settings change', async () => {
    prepare.mockRejectedValue(new SpecError('The run needs 9 GiB of memory'));
    setField('particles', 65536);
    expect(reason()).toBeNull();
    await vi.runAllTimersAsync();
    expect(reason()).toBe('The run needs 9 GiB of memory.');
    setField('particles', 64);
    expect(reason()).toBeNull();
  });

  it('lets a run be tried whose network could not be fetched', async () => {
    prepare.mockRejectedValue(new SpecError('There is no connection.', { cause: new Error('offline') }));
    setField('seed', 8);
    await vi.runAllTimersAsync();
    expect(useForecast.getState().problem).toBe('There is no connection.');
    expect(reason()).toBeNull();
  });

  it('of settings that have changed meanwhile is dropped', async () => {
    let fail = (_: Error) => {};
    prepare.mockImplementationOnce(() => new Promise((_, reject) => (fail = reject))); // biome-ignore format: one line
    setField('seed', 9);
    await vi.advanceTimersByTimeAsync(200);
    setField('seed', 10);
    await vi.advanceTimersByTimeAsync(200);
    fail(new SpecError('Too late.'));
    await vi.runAllTimersAsync();
    expect(useForecast.getState()).toMatchObject({ problem: null });
    expect(useForecast.getState().spec?.seed).toBe(10);
  });
});
