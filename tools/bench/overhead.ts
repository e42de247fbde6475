// The part on overhead: what a run takes beyond the arithmetic of its network evaluations. Their time is measured on the very rows of each
// round (its nodes times the particles), in the tile of the run, one evaluation after another without anything between: at one particle
// these are few rows, which no adapter evaluates at its full rate, and that is no fault of the run. The fastest of many counts: what else a
// machine does only adds, and would be taken for overhead.

import { parseSpec } from '../../src/core/parse-spec';
import type { Plan } from '../../src/core/plan';
import type { RunSpec } from '../../src/core/spec';
import type { Trace } from '../../src/core/trace';
import type { Engine } from '../../src/engine/engine';
import type { OpenDevice } from '../../src/engine/webgpu/device';
import { timeEmptyDispatch } from '../../src/engine/webgpu/empty-dispatch';
import type { Tuner } from '../../src/engine/webgpu/tune';
import { bindRows } from './bound-score';
import { operationsOfRow, statesFor } from './network';
import type { Overhead, OverheadPart } from './report';
import { ofAdapter, runOf, type Sizes } from './settings';
import { type Sampling, spread, time } from './timing';

/** A small difference of times takes so many times as many samples. */
const REPEATS = 24;

/** How many rounds have so many nodes. */
function roundsByNodes({ rounds }: Trace): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { isStart, count } of rounds) if (!isStart) counts.set(count, (counts.get(count) ?? 0) + 1);
  return counts;
}

/** Seconds of one evaluation of the particles at so many nodes, the fastest. */
async function evaluationSeconds(
  open: OpenDevice,
  tuner: Tuner,
  plan: Plan,
  nodes: number,
  sampling: Sampling,
): Promise<number> {
  const { particles } = plan.spec;
  const states = statesFor(nodes * plan.dimension * particles);
  const score = await bindRows(open, { plan, nodes, particles, states }, tuner.tiles(open, plan)?.parallel);
  try {
    return (await time(open.device, score.encode, { ...sampling, onDevice: !open.adapter.software })).range[0];
  } finally {
    score.destroy();
  }
}

/** Runs, and takes the time of the parallel sampler: its own, and by the clock from its first commands to its last answer. */
async function timedRun(engine: Engine, spec: RunSpec) {
  const { prototype } = GPUCommandEncoder;
  const { beginComputePass } = prototype;
  let [begun, ended] = [Number.NaN, Number.NaN];
  prototype.beginComputePass = function (descriptor) {
    if (Number.isNaN(begun) && descriptor?.label === 'parallel.pass') begun = performance.now();
    return beginComputePass.call(this, descriptor);
  };
  try {
    const trace = await engine.run(spec, {
      aside: true,
      onProgress: ({ phase }) => {
        if (phase === 'parallel') ended = performance.now();
      },
    });
    return { trace, milliseconds: trace.outcome?.milliseconds.parallel ?? Number.NaN, elapsed: ended - begun };
  } finally {
    prototype.beginComputePass = beginComputePass;
  }
}

async function overheadOf(
  open: OpenDevice,
  engine: Engine,
  tuner: Tuner,
  spec: object,
  sampling: Sampling,
): Promise<Overhead> {
  const checked = parseSpec(spec);
  if (!engine.profile) throw new Error('This engine cannot say how many dispatches a round has.');
  // Measures tiles where there is something to choose.
  if (!engine.adapter.software) await engine.run(checked, { aside: true });
  const { parallel } = await engine.profile(checked);
  const plan = await engine.prepare(checked);
  const { model } = plan.target;
  if (model.kind !== 'network') throw new Error(`The target ${model.kind} has no network.`);
  const runs: Awaited<ReturnType<typeof timedRun>>[] = [];
  const begun = performance.now();
  do runs.push(await timedRun(engine, checked));
  while (runs.length < REPEATS * sampling.samples && performance.now() - begun < 1000 * sampling.mostSeconds);
  const [first] = runs as [(typeof runs)[number]];
  let [arithmetic, rows, rounds] = [0, 0, 0];
  for (const [nodes, times] of roundsByNodes(first.trace)) {
    arithmetic += 1000 * times * (await evaluationSeconds(open, tuner, plan, nodes, sampling));
    rows += times * nodes * checked.particles;
    rounds += times;
  }
  const { median, range } = spread(runs.map(({ milliseconds }) => milliseconds));
  const { dimension, width, layers } = model;
  return {
    particles: checked.particles,
    blocks: checked.blocks,
    nodes: checked.nodes,
    rounds,
    run: median,
    range,
    elapsed: spread(runs.map(({ elapsed }) => elapsed)).median,
    arithmetic,
    rate: (1000 * rows * operationsOfRow({ dimension, width, depth: layers.length - 1 })) / arithmetic,
    perRound: (1000 * (range[0] - arithmetic)) / rounds,
    dispatches: parallel.dispatches,
    times: parallel.times,
  };
}

export async function measureOverhead(
  open: OpenDevice,
  engine: Engine,
  tuner: Tuner,
  { overhead, sampling }: Sizes,
  say: (line: string) => void,
): Promise<Pick<OverheadPart, 'emptyDispatch' | 'emptyIndirect' | 'runs'>> {
  const emptySampling = { ...sampling, onDevice: !open.adapter.software };
  const direct = await timeEmptyDispatch(open, emptySampling);
  const indirect = await timeEmptyDispatch(open, emptySampling, 'indirect');
  const [emptyDispatch, emptyIndirect] = [1e6 * direct.range[0], 1e6 * indirect.range[0]];
  const runs: Overhead[] = [];
  for (const { particles, steps } of ofAdapter(overhead.runs, open.adapter.software)) {
    const run = await overheadOf(open, engine, tuner, runOf(steps, overhead.blocks, particles), sampling);
    runs.push(run);
    say(
      `${particles} particles: ${run.perRound.toFixed(0)} µs a round beyond the arithmetic, ${run.dispatches} dispatches a round, ${emptyDispatch.toFixed(1)} µs an empty one`,
    );
  }
  return { emptyDispatch, emptyIndirect, runs };
}
