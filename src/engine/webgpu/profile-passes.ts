// Runs one schedule with every kernel in a compute pass of its own between two time stamps, and sums them by pass. It computes the same
// numbers as `submit-loop.ts`, slower: passes apart cannot follow one another as closely, and each submit is waited for.

import { PASS_NAMES, type PassName, type PassTime, type PassTimes } from '../../core/cost-profile';
import { PHASE } from '../../core/schedules';
import { STAGING_TIMES } from './buffers';
import type { OpenDevice } from './device';
import { decodeState, STATE_RECORD_WORD, STATE_WORDS } from './layout';
import type { StepEncoder } from './step-encoder';

/** Stamps of a query set, at most, by the specification; each is 8 bytes. */
const MOST_STAMPS = 4096;
const STAMP_BYTES = 8;
/** Work of one submit: drawing and cancel wait for it. */
const TARGET_MILLISECONDS = { hardware: 8, software: 80 };
/** What a coarse clock may have missed. */
const LEAST_MILLISECONDS = 0.1;

export interface ApartOptions {
  readonly open: OpenDevice;
  readonly encoder: StepEncoder;
  readonly loop: { readonly state: GPUBuffer; readonly dispatches: GPUBuffer };
  /** Most steps whose records fit. */
  readonly maxSteps: number;
  readonly signal: AbortSignal | undefined;
  /** Called with the number of final nodes whenever a submit came back. */
  readonly onFront: (front: number) => void;
}

export interface ApartTimes {
  readonly times: PassTimes;
  /** Greatest common divisor of the differences of all stamps, nanoseconds: the step of the clock. */
  readonly clockStep: number;
}

function divisor(a: number, b: number): number {
  let [large, small] = [a, b];
  while (small > 0) [large, small] = [small, large % small];
  return large;
}

/** Sums of dispatches and of their times. */
class Sums {
  private readonly dispatches = new Map<PassName | 'surplus', number>();
  private readonly nanoseconds = new Map<PassName | 'surplus', number>();
  clockStep = 0;
  private last: bigint | null = null;

  add(name: PassName | 'surplus', begin: bigint, end: bigint): void {
    this.dispatches.set(name, (this.dispatches.get(name) ?? 0) + 1);
    // Stamps of one clock may still be a little out of order.
    const spent = Math.max(0, Number(end - begin));
    this.nanoseconds.set(name, (this.nanoseconds.get(name) ?? 0) + spent);
    if (this.last !== null) this.clockStep = divisor(this.clockStep, Math.abs(Number(begin - this.last)));
    this.clockStep = divisor(this.clockStep, spent);
    this.last = end;
  }

  get times(): PassTimes {
    const of = (name: PassName | 'surplus'): PassTime => ({
      dispatches: this.dispatches.get(name) ?? 0,
      milliseconds: (this.nanoseconds.get(name) ?? 0) / 1e6,
    });
    const passes = Object.fromEntries(PASS_NAMES.map((name) => [name, of(name)]));
    return { passes: passes as Record<PassName, PassTime>, surplus: of('surplus') };
  }
}

/** Runs until the schedule is done, on a device with time stamps. Rejects with the signal's reason, DeviceLostError, or an Error with a
 * sentence. */
export async function timePassesApart(options: ApartOptions): Promise<ApartTimes> {
  const { open, encoder, loop, signal } = options;
  const { device } = open;
  const { kernels } = encoder;
  const sizeBytes = loop.dispatches.size;
  const mostSteps = Math.max(1, Math.min(options.maxSteps, Math.floor(MOST_STAMPS / 2 / kernels.length)));
  const stamps = 2 * kernels.length * mostSteps;
  // More than one where not even a single step fits.
  const sets = Array.from({ length: Math.ceil(stamps / MOST_STAMPS) }, (_, index) =>
    device.createQuerySet({ label: `profile.queries${index}`, type: 'timestamp', count: MOST_STAMPS }),
  );
  const { QUERY_RESOLVE, COPY_SRC, COPY_DST, MAP_READ } = GPUBufferUsage;
  const resolvedBytes = sets.length * MOST_STAMPS * STAMP_BYTES;
  const resolved = device.createBuffer({
    label: 'profileStampsBuffer',
    size: resolvedBytes,
    usage: QUERY_RESOLVE | COPY_SRC,
  });
  const sizes = device.createBuffer({
    label: 'profileSizesBuffer',
    size: sizeBytes * mostSteps,
    usage: COPY_SRC | COPY_DST,
  });
  const stampsAt = STAGING_TIMES;
  const sizesAt = stampsAt + resolvedBytes;
  const staging = device.createBuffer({
    label: 'profileStagingBuffer',
    size: sizesAt + sizeBytes * mostSteps,
    usage: MAP_READ | COPY_DST,
  });
  const sums = new Sums();
  const target = open.adapter.software ? TARGET_MILLISECONDS.software : TARGET_MILLISECONDS.hardware;

  const submit = (steps: number, isFirst: boolean) => {
    const commands = device.createCommandEncoder({ label: 'profile.commands' });
    commands.clearBuffer(loop.state, 4 * STATE_RECORD_WORD, 4);
    if (isFirst) {
      const pass = commands.beginComputePass({ label: 'profile.begin' });
      encoder.encodeBegin(pass);
      pass.end();
    }
    for (let step = 0; step < steps; step++) {
      // What the step before wrote for this one.
      commands.copyBufferToBuffer(loop.dispatches, 0, sizes, sizeBytes * step, sizeBytes);
      kernels.forEach((kernel, index) => {
        const stamp = 2 * (kernels.length * step + index);
        const querySet = sets[Math.floor(stamp / MOST_STAMPS)] as GPUQuerySet;
        const beginningOfPassWriteIndex = stamp % MOST_STAMPS;
        const timestampWrites = {
          querySet,
          beginningOfPassWriteIndex,
          endOfPassWriteIndex: beginningOfPassWriteIndex + 1,
        };
        const pass = commands.beginComputePass({ label: `profile.${kernel.name}`, timestampWrites });
        encoder.encodeKernel(pass, kernel);
        pass.end();
      });
    }
    const used = 2 * kernels.length * steps;
    sets.forEach((set, index) => {
      const count = Math.min(MOST_STAMPS, used - index * MOST_STAMPS);
      if (count > 0) commands.resolveQuerySet(set, 0, count, resolved, index * MOST_STAMPS * STAMP_BYTES);
    });
    commands.copyBufferToBuffer(loop.state, 0, staging, 0, 4 * STATE_WORDS);
    commands.copyBufferToBuffer(resolved, 0, staging, stampsAt, STAMP_BYTES * used);
    commands.copyBufferToBuffer(sizes, 0, staging, sizesAt, sizeBytes * steps);
    device.queue.submit([commands.finish()]);
  };

  const read = (steps: number) => {
    const bytes = staging.getMappedRange();
    const times = new BigUint64Array(bytes, stampsAt, 2 * kernels.length * steps);
    for (let step = 0; step < steps; step++) {
      const words = new Uint32Array(bytes, sizesAt + sizeBytes * step, sizeBytes / 4);
      const hasWork = kernels.map(({ offset }) => offset !== null && (words[offset / 4] ?? 0) > 0);
      // Behind the last step there is nothing to advance.
      const isStep = hasWork.includes(true);
      kernels.forEach(({ name, offset }, index) => {
        const at = 2 * (kernels.length * step + index);
        const works = offset === null ? isStep : hasWork[index];
        sums.add(works ? name : 'surplus', times[at] ?? 0n, times[at + 1] ?? 0n);
      });
    }
    const state = decodeState(new Uint32Array(bytes, 0, STATE_WORDS));
    const [begin = 0n, end = 0n] = [times[0], times.at(-1)];
    staging.unmap();
    return { state, milliseconds: Number(end - begin) / 1e6 };
  };

  try {
    let steps = 1;
    for (let isFirst = true, done = false; !done; isFirst = false) {
      signal?.throwIfAborted();
      submit(steps, isFirst);
      await Promise.race([staging.mapAsync(GPUMapMode.READ), open.failure]);
      const { state, milliseconds } = read(steps);
      done = state.phase === PHASE.done;
      options.onFront(state.front);
      const wanted = (steps * target) / Math.max(milliseconds, LEAST_MILLISECONDS);
      steps = Math.max(1, Math.min(mostSteps, 2 * steps, Math.floor(wanted)));
    }
    return { times: sums.times, clockStep: sums.clockStep };
  } finally {
    for (const set of sets) set.destroy();
    for (const buffer of [resolved, sizes, staging]) buffer.destroy();
  }
}
