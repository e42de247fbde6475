// A made-up profile of what a run costs, for tests of what is made of one.

import { type CostProfile, PASS_NAMES, type PassName, type PassTime, type PassTimes } from '../src/core/cost-profile';

function timesOf(known: Partial<Record<PassName, PassTime>>, surplus: PassTime): PassTimes {
  const none = { dispatches: 0, milliseconds: 0 };
  const passes = Object.fromEntries(PASS_NAMES.map((name) => [name, known[name] ?? none]));
  return { passes: passes as Record<PassName, PassTime>, surplus };
}

/** A GPU whose clock goes in steps of 0.1 ms; `change` replaces fields. */
export function syntheticProfile(change: Partial<CostProfile> = {}): CostProfile {
  return {
    backend: 'webgpu',
    adapter: 'made up',
    software: false,
    parallel: {
      rounds: 50,
      rows: 51_200,
      operations: 4e9,
      dispatches: 6,
      milliseconds: 20,
      times: timesOf(
        {
          start: { dispatches: 8, milliseconds: 0.2 },
          score: { dispatches: 50, milliseconds: 12 },
          scan: { dispatches: 50, milliseconds: 3 },
          measure: { dispatches: 58, milliseconds: 2 },
          observe: { dispatches: 58, milliseconds: 1.5 },
          advance: { dispatches: 58, milliseconds: 0.9 },
        },
        { dispatches: 66, milliseconds: 0.5 },
      ),
    },
    sequential: {
      rounds: 512,
      rows: 8192,
      operations: 6.4e8,
      dispatches: 3,
      milliseconds: 31,
      times: timesOf(
        {
          score: { dispatches: 512, milliseconds: 21 },
          scan: { dispatches: 512, milliseconds: 7 },
          advance: { dispatches: 512, milliseconds: 4 },
        },
        { dispatches: 0, milliseconds: 0 },
      ),
    },
    clockStep: 0.1,
    rate: 2e12,
    launchMilliseconds: 0.004,
    row: { firstMilliseconds: 0.01, milliseconds: 2e-6, rows: 131_072, operations: 78_125, dispatches: 1 },
    ...change,
  };
}
