// Nothing waits between rounds: how often a run hands work to the device and asks it for answers, and that there is always more work in
// flight while an answer is read.

import { expect, test } from 'vitest';
import { WebGpuRun } from '../../src/engine/webgpu/webgpu-run';
import { openTestDevice } from './harness';
import { mixtureTarget, planOf, specOf } from './plans';

const holder = openTestDevice();

/** Rounds of the one block. */
const ROUNDS = 48;

interface Event {
  readonly kind: 'submit' | 'map' | 'received';
  readonly label: string;
}

/** What `work` asks of the device, in order; mapped buffers by their labels. */
async function recorded(work: (events: Event[]) => Promise<unknown>): Promise<Event[]> {
  const events: Event[] = [];
  const { submit } = GPUQueue.prototype;
  const { mapAsync } = GPUBuffer.prototype;
  GPUQueue.prototype.submit = function (commands) {
    for (const { label } of commands) events.push({ kind: 'submit', label });
    return submit.call(this, commands);
  };
  GPUBuffer.prototype.mapAsync = function (...range) {
    events.push({ kind: 'map', label: this.label });
    return mapAsync.apply(this, range);
  };
  try {
    await work(events);
  } finally {
    GPUQueue.prototype.submit = submit;
    GPUBuffer.prototype.mapAsync = mapAsync;
  }
  return events;
}

test('rounds of a block are submitted ahead, many at a time, and never wait for an answer', async () => {
  const method = { tolerance: null, iterations: ROUNDS } as const;
  const plan = planOf(mixtureTarget(2), specOf({ blocks: 1, nodes: 64, particles: 2 }, method));
  const run = await WebGpuRun.create(holder.open, plan);
  const events = await recorded((list) =>
    run.run({ onProgress: ({ phase }) => list.push({ kind: 'received', label: phase }) }),
  );
  run.destroy();

  const parallel = events.filter(({ label }) => label.startsWith('parallel'));
  const count = (kind: Event['kind']) => parallel.filter((event) => event.kind === kind).length;
  // One answer a submit, and far fewer than one a round: a submit holds twice the steps of the one before while it is short.
  expect(count('map')).toBe(count('submit'));
  expect(count('submit')).toBeGreaterThanOrEqual(2);
  expect(count('submit')).toBeLessThan(ROUNDS / 2);

  // When an answer is taken the next submit has been made before, so that the device has work while the host reads.
  let submitted = 0;
  const ahead: number[] = [];
  for (const { kind } of parallel) {
    if (kind === 'submit') submitted += 1;
    if (kind === 'received') ahead.push(submitted - ahead.length);
  }
  expect(ahead.length).toBeGreaterThanOrEqual(2);
  expect(new Set(ahead)).toEqual(new Set([2]));

  // All else is read once, after the last round, or before the first: paths of the reference, states at the end, and segment ends.
  const others = events.filter(({ kind, label }) => kind === 'map' && !/^(parallel|sequential)/.test(label));
  expect(others.length).toBeLessThanOrEqual(5);
});
