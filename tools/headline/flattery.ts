// What flatters the headline, measured in float64: how few sequential steps reach the same distribution, in how few rounds the
// parallel sampler does, and how far the 512-step path itself is from a finer one on the same Brownian path.

import { energyDistance, energyDistanceFloor } from '../../src/core/metrics';
import { parseSpec } from '../../src/core/parse-spec';
import { planRun } from '../../src/core/plan';
import { simulate } from '../../src/core/sampler';
import { resolveTarget } from '../../src/core/targets';
import { sampleData } from '../../src/core/targets/sample-data';
import type { Outcome } from '../../src/core/trace';

const GRID = {
  target: { kind: 'mixture', name: 'two-moons' },
  dynamics: 'sde',
  horizon: 6,
  cutoff: 0.001,
  blocks: 1,
  spacing: 'stretched',
  seed: 1,
} as const;
/** Exact sets that each set of samples is compared with, and pairs of exact sets for the floor. */
const SETS = 8;
const EXACT_SEED = 5000;

export interface Flattery {
  readonly samples: number;
  /** Mean squared energy distance of two exact sets. */
  readonly floor: number;
  /** Of the sequential sampler on so many steps. */
  readonly sequential: readonly { readonly steps: number; readonly distance: number }[];
  /** Of the parallel sampler after so many rounds. */
  readonly parallel: readonly { readonly rounds: number; readonly distance: number }[];
  /** RMS distance of the end of the 512-step path to that of the 4,096-step path on the same Brownian path: median and worst. */
  readonly discretisation: { readonly median: number; readonly worst: number };
}

function outcomeOf(input: object): Outcome {
  const spec = parseSpec(input);
  const simulation = simulate(planRun(spec, resolveTarget(spec.target, null)));
  for (;;) {
    const { value, done } = simulation.next();
    if (done) return value;
  }
}

/** Measures with so many samples; `settings` are those of the parallel method. */
export function flattery(settings: object, samples: number, say: (line: string) => void): Flattery {
  const { target } = parseSpec({ ...GRID, nodes: 512 });
  const { model } = resolveTarget(target, null);
  if (model.kind === 'network') throw new Error('The floor needs exact samples.');
  const noiseTime = GRID.cutoff;
  const { mean: floor } = energyDistanceFloor({ model, noiseTime, count: samples, pairs: SETS, seed: 2000 });
  const exact = Array.from({ length: SETS }, (_, set) =>
    sampleData(model, { noiseTime, count: samples, seed: EXACT_SEED + set }),
  );
  const distanceOf = (set: ArrayLike<number>) =>
    exact.reduce((sum, other) => sum + energyDistance(set, other, model.dimension), 0) / SETS;
  const sequential = [4, 8, 16, 32, 64, 512].map((steps) => {
    const spec = {
      ...GRID,
      nodes: 512,
      particles: samples,
      method: { kind: 'few-step', solver: 'exponential', steps },
    };
    const distance = distanceOf(outcomeOf(spec).samples);
    say(`${steps} sequential steps: ${(distance / floor).toFixed(2)} times the floor`);
    return { steps, distance };
  });
  const parallel = [1, 2, 3, 4, 6].map((rounds) => {
    const method = { kind: 'piadm', ...settings, tolerance: null, iterations: rounds };
    const distance = distanceOf(outcomeOf({ ...GRID, nodes: 512, particles: samples, method }).samples);
    say(`${rounds} rounds: ${(distance / floor).toFixed(2)} times the floor`);
    return { rounds, distance };
  });
  return { samples, floor, sequential, parallel, discretisation: discretisation(model.dimension) };
}

/** Particles whose coarse and fine paths are compared. */
const PATHS = 512;

function discretisation(dimension: number): Flattery['discretisation'] {
  const method = { kind: 'few-step', solver: 'exponential', steps: 512 };
  const { samples, reference } = outcomeOf({ ...GRID, nodes: 4096, particles: PATHS, method });
  const distances = Array.from({ length: PATHS }, (_, particle) => {
    let square = 0;
    for (let c = 0; c < dimension; c++) {
      const at = particle * dimension + c;
      square += ((samples[at] ?? Number.NaN) - (reference[at] ?? Number.NaN)) ** 2;
    }
    return Math.sqrt(square / dimension);
  }).sort((a, b) => a - b);
  return { median: distances[PATHS / 2] ?? Number.NaN, worst: distances.at(-1) ?? Number.NaN };
}
