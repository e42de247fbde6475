// What a run costs on a device: the run by pass, the run as it is, and the adapter's rate, launch and row cost.

import { type CostProfile, samplersOf } from '../../core/cost-profile';
import type { Plan } from '../../core/plan';
import type { ProfileOptions, ProfileStage } from '../engine';
import { multiplyAddRate } from './adapter-rate';
import type { OpenDevice } from './device';
import { timeEmptyDispatch } from './empty-dispatch';
import { type ApartTimes, timePassesApart } from './profile-passes';
import { timeRows } from './profile-rows';
import type { Sampling } from './timing';
import type { LoopTiles } from './tune';
import { WebGpuRun } from './webgpu-run';

/** A sample is so long that the step of a clock made coarse on purpose (0.1 ms) is little of it. */
const SAMPLING = {
  hardware: { samples: 3, leastSeconds: 0.01 },
  software: { samples: 3, leastSeconds: 0.03 },
};
/** Answers of a device without time stamps are late; a sample is so many times as long. */
const LATENCIES = 5;

interface BothTimes {
  readonly parallel: ApartTimes;
  readonly sequential: ApartTimes;
}

/** Makes a run on a device for as long as `work` takes. */
async function withRun<Result>(
  open: OpenDevice,
  plan: Plan,
  tiles: LoopTiles | null,
  work: (run: WebGpuRun) => Promise<Result>,
) {
  const run = await WebGpuRun.create(open, plan, tiles);
  try {
    return await work(run);
  } finally {
    run.destroy();
  }
}

/** Runs both samplers with every kernel in a pass of its own. */
export async function timeApart(
  run: WebGpuRun,
  open: OpenDevice,
  signal: AbortSignal | undefined,
  onShare: (share: number) => void,
): Promise<BothTimes> {
  const { plan, buffers } = run;
  const common = { open, maxSteps: buffers.maxSteps, signal };
  run.drawInitialStates();
  const sequential = await timePassesApart({
    ...common,
    encoder: run.sequentialEncoder,
    loop: buffers.sequential,
    onFront: (front) => onShare(front / plan.totalNodes / 2),
  });
  const parallel = await timePassesApart({
    ...common,
    encoder: run.parallelEncoder,
    loop: buffers.parallel,
    onFront: (front) => onShare((1 + front / plan.totalNodes) / 2),
  });
  return { parallel, sequential };
}

/** Measures what the run of a plan costs, in the tiles that its runs have. Rejects with the signal's reason, DeviceLostError, or an Error
 * with a sentence. */
export async function profileRun(
  open: OpenDevice,
  plan: Plan,
  tiles: LoopTiles | null,
  { signal, onProgress }: ProfileOptions,
): Promise<CostProfile> {
  const { adapter } = open;
  const told = (stage: ProfileStage) => (share: number) => onProgress?.({ stage, share });
  const begin = (stage: ProfileStage) => {
    signal?.throwIfAborted();
    told(stage)(0);
  };
  const base = adapter.software ? SAMPLING.software : SAMPLING.hardware;
  const leastSeconds = open.timestamps
    ? base.leastSeconds
    : Math.max(base.leastSeconds, (LATENCIES * open.latency) / 1000);
  const sampling: Sampling = { samples: base.samples, leastSeconds, onDevice: !adapter.software, signal };

  begin('passes');
  // The slower run first: it leaves a GPU at its full clock for the others.
  const times = open.timestamps
    ? await withRun(open, plan, tiles, (run) => timeApart(run, open, signal, told('passes')))
    : null;
  begin('run');
  const { trace, dispatches } = await withRun(open, plan, tiles, async (run) => ({
    trace: await run.run({
      signal,
      onProgress: ({ sequentialDone, parallelDone }) =>
        told('run')((sequentialDone + parallelDone) / 2 / plan.totalNodes),
    }),
    dispatches: {
      parallel: run.parallelEncoder.kernels.length,
      sequential: run.sequentialEncoder.kernels.length,
    },
  }));
  begin('rate');
  const rate = await multiplyAddRate(open, sampling);
  begin('launch');
  const { seconds: launch } = await timeEmptyDispatch(open, sampling);
  begin('rows');
  const row = await timeRows(open, plan, tiles, sampling);
  const { parallel, sequential } = samplersOf(trace);
  return {
    backend: 'webgpu',
    adapter: adapter.name,
    software: adapter.software,
    parallel: { ...parallel, dispatches: dispatches.parallel, times: times?.parallel.times ?? null },
    sequential: { ...sequential, dispatches: dispatches.sequential, times: times?.sequential.times ?? null },
    clockStep: times && Math.min(times.parallel.clockStep, times.sequential.clockStep) / 1e6,
    rate,
    launchMilliseconds: 1000 * launch,
    row,
  };
}
