// What a run costs on the CPU: the times of a finished run, and what multiply-adds and score rows take in pieces so short that the page
// goes on in between. Its passes are one loop and are not timed apart; a round has no launches.

import { type CostProfile, multiplyAddOperations, type RowCost, samplersOf } from '../../core/cost-profile';
import type { Plan } from '../../core/plan';
import { createScore, derivativeEntries, needsProbes } from '../../core/scores/evaluate';
import type { Trace } from '../../core/trace';
import type { ProfileOptions } from '../engine';

const SAMPLES = 5;
/** A sample takes at least so long. */
const LEAST_MILLISECONDS = 4;
/** Work before the first sample. */
const WARM_MILLISECONDS = 60;
/** Work without a break, at most. */
const MOST_MILLISECONDS = 10;
const MOST_ROWS = 256;
const STEPS = 4096;
const CHAINS = 8;

/** Multiply-adds in numbers that stay in registers, in independent chains. */
function multiplyAdd(): number {
  let [a, b, c, d] = [0.25, 1.25, 2.25, 3.25];
  let [e, f, g, h] = [4.25, 5.25, 6.25, 7.25];
  const factor = 0.999;
  const term = 1e-3;
  for (let step = 0; step < STEPS; step++) {
    a = factor * a + term;
    b = factor * b + term;
    c = factor * c + term;
    d = factor * d + term;
    e = factor * e + term;
    f = factor * f + term;
    g = factor * g + term;
    h = factor * h + term;
  }
  return a + b + c + d + e + f + g + h;
}

/** Milliseconds of one piece of work, the median of some samples; the caller's thread has a break between two of them. */
async function timed(work: () => void, signal: AbortSignal | undefined): Promise<number> {
  const sample = async (pieces: number) => {
    await new Promise((resolve) => setTimeout(resolve));
    signal?.throwIfAborted();
    const begun = performance.now();
    for (let piece = 0; piece < pieces; piece++) work();
    return performance.now() - begun;
  };
  let pieces = 1;
  // A compiler makes it faster while it goes on.
  for (let warming = 0; warming < WARM_MILLISECONDS; ) {
    const spent = await sample(pieces);
    warming += spent;
    if (spent < LEAST_MILLISECONDS) pieces *= 2;
  }
  const times: number[] = [];
  for (let index = 0; index < SAMPLES; index++) times.push((await sample(pieces)) / pieces);
  return times.toSorted((a, b) => a - b)[Math.floor(SAMPLES / 2)] as number;
}

/** One call of the score for some particles at the first node, its derivative included where rounds take one. */
function callOf({ target: { model }, derivative, noiseTimes }: Plan, particles: number): () => void {
  const { dimension } = model;
  const score = createScore(model);
  const time = noiseTimes[0] ?? Number.NaN;
  const states = Float64Array.from({ length: dimension * particles }, (_, index) => Math.sin(index));
  const scores = new Float64Array(dimension * particles);
  if (derivative === null) return () => score.evaluate(time, states, 0, scores, 0, particles);
  const linearParts = new Float64Array(derivativeEntries(derivative, dimension) * particles);
  const probes = needsProbes(model, derivative) ? new Float64Array(dimension * particles).fill(1) : null;
  return () => score.differentiate(derivative, time, states, 0, scores, 0, linearParts, 0, particles, probes);
}

async function timeRows(plan: Plan, signal: AbortSignal | undefined): Promise<RowCost> {
  const first = await timed(callOf(plan, 1), signal);
  const rows = Math.max(2, Math.min(MOST_ROWS, Math.floor(MOST_MILLISECONDS / first)));
  const all = await timed(callOf(plan, rows), signal);
  return {
    firstMilliseconds: first,
    milliseconds: all > first ? (all - first) / (rows - 1) : all / rows,
    rows,
    operations: (1 + plan.productsPerRow) * multiplyAddOperations(plan.target.model),
    dispatches: 0,
  };
}

/** What a finished run costs. Rejects with the signal's reason. */
export async function profileTrace(trace: Trace, { signal, onProgress }: ProfileOptions): Promise<CostProfile> {
  onProgress?.({ stage: 'rate', share: 0 });
  let sum = 0;
  const each = await timed(() => {
    sum += multiplyAdd();
  }, signal);
  if (!Number.isFinite(sum)) throw new Error('The sums of the multiply-adds are not finite.');
  onProgress?.({ stage: 'rows', share: 0 });
  const row = await timeRows(trace.plan, signal);
  return {
    backend: 'cpu',
    adapter: trace.adapter,
    software: false,
    ...samplersOf(trace),
    clockStep: null,
    rate: (1000 * 2 * CHAINS * STEPS) / each,
    launchMilliseconds: null,
    row,
  };
}
