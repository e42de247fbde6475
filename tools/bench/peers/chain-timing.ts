// Times a library by chains of evaluations. What is counted: from the first call of the library to the last result's arrival on the host,
// of a chain of `n` evaluations less that of a chain of one, by `n - 1`. So launching, encoding and whatever a library does a call count;
// upload, the one read-back, and waiting for it do not, the same for all libraries. Compiling is over before.

import { type Sampling, spread } from '../timing';
import type { Chain } from './peer';
import type { GpuWatch } from './watch';

export interface ChainTiming {
  /** Of one evaluation: the median, and the fastest and slowest sample. */
  readonly seconds: number;
  readonly range: readonly [number, number];
  /** Evaluations in the long chain, and dispatches of each. */
  readonly evaluations: number;
  readonly dispatches: number;
  /** Results of a single evaluation and of the long chain. */
  readonly first: Float32Array;
  readonly last: Float32Array;
}

const MOST_EVALUATIONS = 4096;

export async function timeChain(
  chain: Chain,
  watch: GpuWatch,
  { samples, leastSeconds, mostSeconds }: Sampling,
): Promise<ChainTiming> {
  const begun = performance.now();
  const run = async (evaluations: number) => {
    const [begin, before] = [performance.now(), watch.dispatches];
    const result = await chain(evaluations);
    return { seconds: (performance.now() - begin) / 1000, dispatches: watch.dispatches - before, result };
  };
  let evaluations = 2;
  // Compiles.
  await run(evaluations);
  let one = await run(1);
  let many = await run(evaluations);
  while (many.seconds - one.seconds < leastSeconds && evaluations < MOST_EVALUATIONS) {
    evaluations *= 2;
    many = await run(evaluations);
  }
  const seconds: number[] = [];
  for (;;) {
    seconds.push((many.seconds - one.seconds) / (evaluations - 1));
    if (seconds.length === samples || performance.now() - begun > 1000 * mostSeconds) break;
    one = await run(1);
    many = await run(evaluations);
  }
  const { median, range } = spread(seconds);
  return {
    seconds: median,
    range,
    evaluations,
    dispatches: (many.dispatches - one.dispatches) / (evaluations - 1),
    first: one.result,
    last: many.result,
  };
}
