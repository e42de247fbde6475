// Lab: the race of the methods that the story speaks of, on one noise. All lanes solve the same equations and end at the same picture;
// they differ in rounds and in work.

import { parseSpec } from '../parse-spec';
import { blocksUpTo, FINISH_TOLERANCE, type Lane, laneSpec, stepsOf } from '../race';
import { laneResult, slimTrace } from '../race-result';
import type { RunSpec } from '../spec';
import type { Trace } from '../trace';
import { choiceOf, type SettingsOf } from './controls';
import { type Claim, type Lab, type LabPoint, type LabRun, verdictOf } from './lab';
import { problemControls, problemSpec, reducedProblem, sizeControls } from './problem';
import { type RunNumbers, runNumbers, unbounded } from './run-numbers';

const methodOf = (input: object) => parseSpec({ method: input }).method;

/** Sequential, 8 blocks, a window of 64, the wavefront, and the best method: one block with a surrogate of 16 components and path
 * regression, clipped to the data. */
export const RACE_LANES: readonly Lane[] = [
  { method: methodOf({ kind: 'sequential' }), blocks: 8 },
  { method: methodOf({ kind: 'piadm' }), blocks: 8 },
  { method: methodOf({ kind: 'window', window: 64, tolerance: 0.03 }), blocks: 8 },
  { method: methodOf({ kind: 'wavefront' }), blocks: 8 },
  {
    method: methodOf({
      kind: 'piadm',
      linearPart: 'surrogate-regression',
      surrogateComponents: 16,
      start: 'surrogate',
      clip: 'data',
    }),
    blocks: 1,
  },
];

/** The lanes for a problem: on its grid, and for the ODE, whose smooth paths show the score in one direction only, without the
 * regression. */
export function raceLanes(base: RunSpec): Lane[] {
  const steps = stepsOf(base);
  return RACE_LANES.map(({ method, blocks }) => {
    const fitting = { blocks: blocksUpTo(steps, blocks) };
    if (method.kind === 'window') return { ...fitting, method: { ...method, window: Math.min(method.window, steps) } };
    if (method.kind === 'piadm' && method.linearPart === 'surrogate-regression' && base.dynamics === 'ode')
      return { ...fitting, method: { ...method, linearPart: 'surrogate' } };
    return { ...fitting, method };
  });
}

const controls = {
  /** Not the ring: the surrogate of the best lane has as many components, and would be the score itself. */
  target: choiceOf(['two-moons', 'checkerboard'], 'two-moons'),
  dynamics: problemControls.dynamics,
  steps: choiceOf([128, 256, 512], 256, true),
  particles: sizeControls.particles,
  seed: sizeControls.seed,
} as const;

export type RaceSettings = SettingsOf<typeof controls>;

/** The lanes by name, in the order of `RACE_LANES`. */
export const RACE_LANE_NAMES = ['sequential', 'blocks', 'window', 'wavefront', 'best'] as const;
export type RaceLaneName = (typeof RACE_LANE_NAMES)[number];
export type RacePlace = { readonly lane: RaceLaneName };

/** A point of the plane. */
export type PlanePoint = readonly [number, number];

export type RaceMeasured = RunNumbers & {
  /** Network calls after which all nodes agree within `FINISH_TOLERANCE`; null for never. */
  readonly finish: number | null;
  /** Final states of the first particles, and those of the sequential sampler. */
  readonly samples: readonly PlanePoint[];
  readonly reference: readonly PlanePoint[];
};
export type RacePoint = LabPoint<RacePlace, RaceMeasured>;

/** More could not be told apart in a picture. */
const MOST_SAMPLES = 256;
/** On fewer steps a window and a block are the same. */
const LEAST_STEPS = 128;
/** Largest error, RMS over coordinates, of pictures that are the same: less than the width of a dot. */
export const SAME_PICTURE = 0.01;

function baseOf(settings: RaceSettings): RunSpec {
  return problemSpec(settings, { blocks: 8, nodes: settings.steps / 8 });
}

function runs(settings: RaceSettings): LabRun<RacePlace>[] {
  const base = baseOf(settings);
  return raceLanes(base).flatMap((lane, index) => {
    const name = RACE_LANE_NAMES[index];
    return name === undefined ? [] : [{ place: { lane: name }, spec: parseSpec(laneSpec(base, lane)) }];
  });
}

/** The first particles of final states in the plane. */
function planePoints(samples: ArrayLike<number>, { particles }: RunSpec): PlanePoint[] {
  return Array.from({ length: Math.min(particles, MOST_SAMPLES) }, (_, particle) => [
    samples[2 * particle] ?? Number.NaN,
    samples[2 * particle + 1] ?? Number.NaN,
  ]);
}

function measure(trace: Trace): RaceMeasured {
  const numbers = runNumbers(trace);
  const { outcome, plan } = trace;
  return {
    ...numbers,
    finish: laneResult(trace, FINISH_TOLERANCE).finish,
    samples: planePoints(outcome?.samples ?? [], plan.spec),
    reference: planePoints(outcome?.reference ?? [], plan.spec),
  };
}

function claims(points: readonly RacePoint[]): Claim[] {
  const of = (name: RaceLaneName) => points.find(({ place }) => place.lane === name)?.measured;
  const known = RACE_LANE_NAMES.flatMap((name) => of(name) ?? []);
  const largest = Math.max(...known.map(({ error }) => unbounded(error)));
  const rounds = (name: RaceLaneName) => of(name)?.rounds ?? null;
  const work = (name: RaceLaneName) => {
    const numbers = of(name);
    return numbers ? numbers.evaluations / numbers.steps : null;
  };
  const [sequential, blocks, window, wavefront, best] = RACE_LANE_NAMES.map(rounds);
  return [
    {
      name: 'samePicture',
      verdict: known.length < RACE_LANE_NAMES.length ? null : largest <= SAME_PICTURE,
      numbers: {
        lanes: RACE_LANE_NAMES.length,
        largest: Number.isFinite(largest) ? largest : null,
        limit: SAME_PICTURE,
      },
    },
    {
      name: 'fewerRoundsThanBlocks',
      verdict: verdictOf(
        [sequential, blocks, wavefront, best],
        (all, cut, wave, least) => least < cut && wave < cut && cut < all,
      ),
      numbers: {
        sequential: sequential ?? null,
        blocks: blocks ?? null,
        window: window ?? null,
        wavefront: wavefront ?? null,
        best: best ?? null,
      },
    },
    {
      name: 'allPayWork',
      verdict: verdictOf(
        RACE_LANE_NAMES.slice(1).map((name) => work(name)),
        (...times) => times.every((value) => value > 1),
      ),
      numbers: { blocks: work('blocks'), window: work('window'), wavefront: work('wavefront'), best: work('best') },
    },
  ];
}

export const race: Lab<RaceSettings, RacePlace, RaceMeasured> = {
  name: 'race',
  controls,
  unused: () => [],
  runs,
  reduced: (settings) => reducedProblem(settings, runs, LEAST_STEPS),
  measure,
  keep: slimTrace,
  claims,
  shipped: () => null,
};
