// Drives one schedule to its end: submits of many steps, at most two in flight, read back one submit late. The host never
// waits for a round; it learns what happened and decides only how many steps the next submit holds.

import { PHASE, type ScheduleState } from '../../core/schedules';
import { STAGING_TIMES } from './buffers';
import { checked, type OpenDevice } from './device';
import { decodeState, STATE_RECORD_WORD, STATE_WORDS } from './layout';
import type { StepEncoder } from './step-encoder';

/** Work of one submit on a hardware adapter: half a frame, so that drawing and cancel stay responsive. */
const TARGET_MILLISECONDS = 8;
/** On a software adapter drawing shares the processor anyway; longer submits only save overhead. */
const SOFTWARE_TARGET_MILLISECONDS = 40;
const SUBMITS_IN_FLIGHT = 2;

export interface SubmitLoopOptions {
  readonly label: string;
  readonly open: OpenDevice;
  readonly encoder: StepEncoder;
  readonly state: GPUBuffer;
  /** Where the steps leave their records, and bytes of one; null where nothing is recorded. */
  readonly records: { readonly buffer: GPUBuffer; readonly bytes: number } | null;
  readonly maxSteps: number;
  readonly signal: AbortSignal | undefined;
  /** Called for each submit that came back: the state after it, and its records as words. */
  readonly onSubmit: (state: ScheduleState & { readonly record: number }, records: Uint32Array) => void;
}

interface InFlight {
  readonly staging: GPUBuffer;
  readonly steps: number;
  readonly mapped: Promise<undefined>;
}

/** Runs until the schedule is done. Resolves to milliseconds: on the GPU where it can be timed there, else on the clock.
 * Rejects with the signal's reason after what is in flight has ended. */
export async function runSubmitLoop(options: SubmitLoopOptions): Promise<number> {
  const { open, signal } = options;
  const timer = new SubmitTimer(open);
  const headerBytes = STAGING_TIMES + 64;
  const recordBytes = options.records?.bytes ?? 0;
  const size = headerBytes + recordBytes * options.maxSteps;
  const free = await checked(open.device, 'the buffers to read records from', () =>
    Array.from({ length: SUBMITS_IN_FLIGHT }, (_, index) =>
      open.device.createBuffer({
        label: `${options.label} staging${index}Buffer`,
        size,
        usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
      }),
    ),
  );
  const all = [...free];
  const flight: InFlight[] = [];
  const pace = new Pace(open, options.maxSteps);
  const begin = performance.now();
  let gpuMilliseconds = 0;
  let done = false;
  let isFirst = true;

  const submit = (staging: GPUBuffer) => {
    const steps = pace.steps;
    const label = `${options.label}.commands`;
    const commands = open.device.createCommandEncoder({ label });
    commands.clearBuffer(options.state, 4 * STATE_RECORD_WORD, 4);
    const pass = commands.beginComputePass({ label: `${options.label}.pass`, ...timer.pass() });
    if (isFirst) options.encoder.encodeBegin(pass);
    isFirst = false;
    options.encoder.encode(pass, steps);
    pass.end();
    commands.copyBufferToBuffer(options.state, 0, staging, 0, 4 * STATE_WORDS);
    timer.resolve(commands, staging);
    if (options.records)
      commands.copyBufferToBuffer(options.records.buffer, 0, staging, headerBytes, recordBytes * steps);
    open.device.queue.submit([commands.finish({ label })]);
    const mapped = staging.mapAsync(GPUMapMode.READ, 0, headerBytes + recordBytes * steps);
    // Awaited in order below; a failure in between must not count as unhandled.
    mapped.catch(() => undefined);
    flight.push({ staging, steps, mapped });
  };

  const receive = async (next: InFlight) => {
    await Promise.race([next.mapped, open.failure]);
    const bytes = next.staging.getMappedRange(0, headerBytes + recordBytes * next.steps).slice(0);
    next.staging.unmap();
    free.push(next.staging);
    const state = decodeState(new Uint32Array(bytes, 0, STATE_WORDS));
    const milliseconds = timer.milliseconds(bytes);
    gpuMilliseconds += milliseconds ?? 0;
    pace.learn(next.steps, milliseconds);
    done = state.phase === PHASE.done;
    options.onSubmit(state, new Uint32Array(bytes, headerBytes));
  };

  try {
    while (!done) {
      signal?.throwIfAborted();
      for (let staging = free.pop(); staging; staging = free.pop()) submit(staging);
      const next = flight.shift();
      if (next) await receive(next);
    }
    const milliseconds = timer.active ? gpuMilliseconds : performance.now() - begin;
    await drain(flight);
    return milliseconds;
  } catch (error) {
    await drain(flight);
    throw error;
  } finally {
    for (const buffer of all) buffer.destroy();
    timer.destroy();
  }
}

/** Waits for submits whose results nobody needs; a lost device ends the wait as well. */
async function drain(flight: readonly InFlight[]): Promise<void> {
  await Promise.allSettled(flight.map((entry) => entry.mapped));
}

/** Submits whose pace is remembered. */
const MEMORY = 8;

/** Chooses how many steps a submit holds, from the time that the GPU took for the last ones, or, where it does not say, from
 * the shortest time a step between submits that came back: a busy page answers late, and that must not count as work.
 * Where every answer is late (Firefox), submits are made long enough to fill the wait. */
class Pace {
  steps: number;
  private last = performance.now();
  private readonly perStep: number[] = [];
  private readonly target: number;

  constructor(
    open: OpenDevice,
    private readonly maxSteps: number,
  ) {
    const target = open.adapter.software ? SOFTWARE_TARGET_MILLISECONDS : TARGET_MILLISECONDS;
    this.target = Math.max(target, 1.2 * open.latency);
    this.steps = open.adapter.software ? 1 : Math.min(4, maxSteps);
  }

  learn(steps: number, gpuMilliseconds: number | null): void {
    const now = performance.now();
    this.perStep.push((gpuMilliseconds ?? now - this.last) / steps);
    if (this.perStep.length > MEMORY) this.perStep.shift();
    this.last = now;
    const wanted = this.target / Math.max(Math.min(...this.perStep), 1e-3);
    this.steps = Math.max(1, Math.min(this.maxSteps, 2 * this.steps, Math.floor(wanted)));
  }
}

/** Times passes on the GPU; does nothing where that is not possible. Stamps go through the staging buffers. */
class SubmitTimer {
  private readonly queries: GPUQuerySet | null;
  private readonly resolved: GPUBuffer | null;

  constructor(open: OpenDevice) {
    this.queries = open.timestamps
      ? open.device.createQuerySet({ label: 'submitTimer.queries', type: 'timestamp', count: 2 })
      : null;
    this.resolved = open.timestamps
      ? open.device.createBuffer({
          label: 'submitTimer.resolvedBuffer',
          size: 16,
          usage: GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC,
        })
      : null;
  }

  get active(): boolean {
    return this.queries !== null;
  }

  pass(): Pick<GPUComputePassDescriptor, 'timestampWrites'> {
    if (!this.queries) return {};
    return { timestampWrites: { querySet: this.queries, beginningOfPassWriteIndex: 0, endOfPassWriteIndex: 1 } };
  }

  resolve(commands: GPUCommandEncoder, staging: GPUBuffer): void {
    if (!this.queries || !this.resolved) return;
    commands.resolveQuerySet(this.queries, 0, 2, this.resolved, 0);
    commands.copyBufferToBuffer(this.resolved, 0, staging, STAGING_TIMES, 16);
  }

  milliseconds(bytes: ArrayBuffer): number | null {
    if (!this.queries) return null;
    const [begin, end] = new BigUint64Array(bytes, STAGING_TIMES, 2);
    return begin === undefined || end === undefined ? null : Math.max(0, Number(end - begin) / 1e6);
  }

  destroy(): void {
    this.queries?.destroy();
    this.resolved?.destroy();
  }
}
