// Whole runs: sequential against parallel, and what a round costs beyond its arithmetic.

import { parseSpec } from '../../src/core/parse-spec';
import { summarise } from '../../src/core/summary';
import type { Engine } from '../../src/engine/engine';

export interface RunTiming {
  readonly blocks: number;
  readonly particles: number;
  readonly rounds: number;
  readonly evaluations: number;
  /** Milliseconds of the parallel sampler and of the sequential one, each the median of the repeats. */
  readonly parallel: number;
  readonly sequential: number;
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number;

/** Times a run after one that compiles its kernels. */
export async function timeRun(engine: Engine, spec: object, repeats: number): Promise<RunTiming> {
  const checked = parseSpec(spec);
  let summary = summarise(await engine.run(checked));
  const [parallel, sequential]: [number[], number[]] = [[], []];
  for (let repeat = 0; repeat < repeats; repeat++) {
    summary = summarise(await engine.run(checked));
    parallel.push(summary.milliseconds.parallel);
    sequential.push(summary.milliseconds.sequential);
  }
  const { rounds, evaluations } = summary;
  const { blocks, particles } = checked;
  return { blocks, particles, rounds, evaluations, parallel: median(parallel), sequential: median(sequential) };
}
