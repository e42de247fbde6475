// Whole runs: sequential against parallel, and how both grow with the dimension and the steps.

import { parseSpec } from '../../src/core/parse-spec';
import { summarise } from '../../src/core/summary';
import type { Engine } from '../../src/engine/engine';
import type { RunsPart, RunTiming, Scaling, ScalingPart } from './report';
import { ofAdapter, runOf, type Sizes, scalingRuns } from './settings';
import { type Sampling, spread } from './timing';

/** Times a run after one that compiles its kernels; that one counts, and alone, where it takes long. */
export async function timeRun(engine: Engine, spec: object, { samples, mostSeconds }: Sampling): Promise<RunTiming> {
  const checked = parseSpec(spec);
  const run = async () => summarise(await engine.run(checked, { aside: true }));
  const begun = performance.now();
  let summary = await run();
  let times = [summary.milliseconds];
  if (performance.now() - begun < 1000 * mostSeconds) {
    times = [];
    for (let repeat = 0; repeat < samples; repeat++) {
      summary = await run();
      times.push(summary.milliseconds);
    }
  }
  const { rounds, evaluations } = summary;
  const { blocks, particles } = checked;
  const median = (name: 'parallel' | 'sequential') => spread(times.map((milliseconds) => milliseconds[name])).median;
  return { blocks, particles, rounds, evaluations, parallel: median('parallel'), sequential: median('sequential') };
}

export async function measureRuns(
  engine: Engine,
  { runs: { steps, pairs }, sampling }: Sizes,
  say: (line: string) => void,
): Promise<Pick<RunsPart, 'steps' | 'runs'>> {
  const runs: RunTiming[] = [];
  for (const { particles, blocks } of ofAdapter(pairs, engine.adapter.software)) {
    for (const count of blocks) {
      const run = await timeRun(engine, runOf(steps, count, particles), sampling);
      runs.push(run);
      say(
        `${particles} particles, ${count} blocks: ${run.rounds} rounds in ${run.parallel.toFixed(0)} ms, sequential ${run.sequential.toFixed(0)} ms`,
      );
    }
  }
  return { steps, runs };
}

export async function measureScaling(
  engine: Engine,
  { scaling, sampling }: Sizes,
  say: (line: string) => void,
): Promise<Pick<ScalingPart, 'runs'>> {
  const { steps } = scaling;
  const wanted = [
    ...scaling.gaussianDimensions.map((dimension) => ({
      place: { target: 'gaussian', dimension, steps } as const,
      spec: scalingRuns.gaussian(dimension, scaling),
    })),
    ...scaling.mixtureDimensions.map((dimension) => ({
      place: { target: 'mixture', dimension, steps } as const,
      spec: scalingRuns.mixture(dimension, scaling),
    })),
    ...scaling.stepsOfGrids.map((count) => ({
      place: { target: 'ring', dimension: 2, steps: count } as const,
      spec: scalingRuns.steps(count, scaling),
    })),
  ];
  const runs: Scaling[] = [];
  for (const { place, spec } of wanted) {
    const run = await timeRun(engine, spec, sampling);
    runs.push({ ...place, ...run });
    say(
      `${place.target}, dimension ${place.dimension}, ${place.steps} steps: ${run.rounds} rounds in ${run.parallel.toFixed(0)} ms, sequential ${run.sequential.toFixed(0)} ms`,
    );
  }
  return { runs };
}
