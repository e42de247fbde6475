// Every preset's sentence, checked by running it on the float64 sampler with fewer particles, and every check, by spoiling
// each number that the sentence names.
//
// What this shows: the first particles of the run as published bear the claim out. Rounds and hump are those of the worst
// particle, so more particles only add to both, and the lower bounds hold for the full number too (up to float32). The upper
// bounds are not proved by it; they leave room. With all 1,024 in float64 these were measured. Rounds: probability-flow ODE 43
// (hump 0.2), corrector 82, window 32 (evaluations 1,966), wavefront 43 (hump 1.4e4), Anderson 25 (hump 80), Parareal 185,
// scaled identity 13, Newton 10 (median after three rounds 6.1e-4), path regression 10, without derivatives 6, with them 8, for the
// ODE 5 (median after two, two and one rounds 5.3e-5, 1.1e-5 and 6.7e-4), half precision 275.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseModel } from '../core/model-file';
import { parseSpec } from '../core/parse-spec';
import { planRun } from '../core/plan';
import { simulate } from '../core/sampler';
import type { RunSpec } from '../core/spec';
import { type RunSummary, summarise } from '../core/summary';
import { resolveTarget } from '../core/targets';
import { TraceRecorder } from '../core/trace';
import { wordsOf } from '../words';
import { DEFAULT_LINK_VIEW, decodeLink, encodeLink } from './link';
import { PRESET_GROUPS, type Preset, presets } from './presets';

function run(spec: RunSpec): RunSummary {
  const { target } = spec;
  const network = target.kind === 'network' ? loadNetwork(target.name) : null;
  const trace = new TraceRecorder(planRun(spec, resolveTarget(target, network)), 'cpu', 'float64');
  const steps = simulate(trace.plan);
  for (;;) {
    const step = steps.next();
    if (step.done) {
      trace.finish(step.value);
      return summarise(trace);
    }
    if (step.value.kind === 'record') trace.append(step.value.record);
  }
}

function loadNetwork(name: string) {
  const bytes = readFileSync(new URL(`../../public/models/${name}.safetensors`, import.meta.url));
  return parseModel(name, new Uint8Array(bytes).buffer);
}

type Spoil = (summary: RunSummary) => Partial<RunSummary>;

const withFinalError =
  (error: number): Spoil =>
  ({ segments }) => ({
    segments: segments.map((segment, i) =>
      i === segments.length - 1 ? { ...segment, error: [...segment.error.slice(0, -1), error] } : segment,
    ),
  });

/** The only segment with another median error after some rounds. */
const withMedian =
  (rounds: number, error: number): Spoil =>
  ({ segments }) => ({
    segments: segments.map((segment) => ({
      ...segment,
      errorMedian: segment.errorMedian.map((value, k) => (k === rounds ? error : value)),
    })),
  });

/** All particles where one of them is. */
const inOnePlace =
  (x: number, y: number): Spoil =>
  ({ samples }) => ({ samples: samples.map(() => [x, y]) });

/** The numbers that each claim names, at the first value that is wrong. */
const spoils: Readonly<Record<Preset['id'], readonly Spoil[]>> = {
  'two-moons-network': [() => ({ rounds: 100 }), () => ({ sequentialSteps: 511 })],
  'gaussian-linear-part': [
    () => ({ rounds: 70 }),
    () => ({ sequentialSteps: 511 }),
    () => ({ nodesInFlight: 63 }),
    () => ({ nodesInFlight: 65 }),
  ],
  'one-block': [
    () => ({ rounds: 50 }),
    () => ({ hump: 1000 }),
    ({ sequentialSteps }) => ({ evaluations: 20 * sequentialSteps }),
  ],
  'three-rounds': [
    () => ({ rounds: 25 }),
    withFinalError(0.1),
    // One of the eight modes is left empty, then all but one.
    ({ samples }) => ({ samples: samples.map(([x = 0, y = 0]) => (x > 1 && Math.abs(y) < 0.7 ? [0, 2] : [x, y])) }),
    inOnePlace(2, 0),
  ],
  'rounds-as-nodes': [
    () => ({ rounds: 63 }),
    () => ({ rounds: 65 }),
    () => ({ sequentialSteps: 65 }),
    withFinalError(1e-5),
  ],
  ode: [() => ({ rounds: 60 }), () => ({ hump: 1 })],
  'ode-corrector': [() => ({ rounds: 110 }), () => ({ sequentialSteps: 512 })],
  'checkerboard-network': [() => ({ rounds: 110 }), () => ({ sequentialSteps: 511 })],
  window: [
    () => ({ rounds: 45 }),
    () => ({ nodesInFlight: 65 }),
    ({ sequentialSteps }) => ({ evaluations: 5 * sequentialSteps }),
  ],
  wavefront: [() => ({ rounds: 60 }), () => ({ nodesInFlight: 448 }), () => ({ hump: 1000 })],
  anderson: [
    () => ({ rounds: 30, evaluations: 30 * 512 }),
    () => ({ hump: 1000 }),
    ({ rounds }) => ({ evaluations: 513 * rounds }),
  ],
  parareal: [
    () => ({ rounds: 100 }),
    () => ({ rounds: 512 }),
    () => ({ sequentialSteps: 511 }),
    () => ({ nodesInFlight: 33 }),
  ],
  'few-steps': [() => ({ rounds: 31 }), inOnePlace(3, 3), () => ({ hump: 0.1 })],
  'scaled-identity': [
    () => ({ rounds: 20 }),
    ({ sequentialSteps }) => ({ evaluations: 20 * sequentialSteps }),
    () => ({ derivatives: 0 }),
  ],
  newton: [withMedian(3, 0.001), () => ({ sequentialSteps: 511 }), () => ({ rounds: 5 })],
  'path-regression': [() => ({ rounds: 15 }), () => ({ derivatives: 1 })],
  'best-without-derivatives': [
    () => ({ rounds: 10, evaluations: 5120 }),
    ({ rounds }) => ({ evaluations: 513 * rounds }),
    withMedian(2, 0.001),
  ],
  'best-with-derivatives': [
    () => ({ rounds: 12, evaluations: 12 * 1536 }),
    ({ rounds }) => ({ evaluations: 1537 * rounds }),
    withMedian(2, 0.001),
  ],
  'best-ode': [() => ({ rounds: 7 }), withMedian(1, 0.001)],
  'half-precision': [() => ({ hump: 1e9 }), () => ({ rounds: 150 }), withFinalError(0.01)],
  'gaussian-32': [() => ({ rounds: 15 }), () => ({ rounds: 17 })],
};

/** Networks are dear in float64, and one block of all nodes, or all blocks at once, is dearest. What a claim says of the median
 * particle needs more of them. */
function particlesOf({ target, blocks, method }: RunSpec): number {
  if ('linearPart' in method && method.linearPart === 'jacobian' && method.start === 'gaussian') return 64;
  if (blocks === 1 || method.kind === 'wavefront') return 16;
  return target.kind === 'network' ? 16 : 64;
}

describe('presets', () => {
  it('have names of their own, are runs, and fit into links', () => {
    expect(new Set(presets.map(({ id }) => id)).size).toBe(presets.length);
    for (const { spec } of presets) expect(parseSpec(spec)).toEqual(spec);
    for (const { spec } of presets) {
      const link = encodeLink({ spec, view: DEFAULT_LINK_VIEW });
      expect(link && decodeLink(link)?.spec).toEqual(spec);
    }
    expect(new Set(presets.map(({ group }) => group))).toEqual(new Set(PRESET_GROUPS));
    expect(Object.keys(spoils).sort()).toEqual(presets.map(({ id }) => id).sort());
  });

  const { entries } = wordsOf('en').presets;
  it.each(presets.map((preset) => [entries[preset.id].name, preset] as const))(
    '%s: the claim holds, and no longer when a number of it is spoilt',
    (_, { id, spec, check }) => {
      const summary = run({ ...spec, particles: particlesOf(spec) });
      const { rounds, evaluations, hump } = summary;
      expect(
        check(summary),
        `${entries[id].claim} Measured: ${rounds} rounds, ${evaluations} evaluations, hump ${hump}.`,
      ).toBe(true);
      const wrong = spoils[id];
      expect(wrong.length, 'The test spoils nothing.').toBeGreaterThan(0);
      for (const spoil of wrong) {
        expect(check({ ...summary, ...spoil(summary) }), `The check does not look at it: ${spoil}.`).toBe(false);
      }
    },
  );
});
