// Times GPU work: dispatches are submitted together and waited for once, so that neither compiling nor waiting is counted twice.

/** What was measured of one piece of work. */
export interface Timing {
  /** Median over the samples of the seconds of one piece. */
  readonly seconds: number;
  /** Fastest and slowest sample. */
  readonly range: readonly [number, number];
  /** Pieces in a sample. */
  readonly pieces: number;
}

export interface Sampling {
  readonly samples: number;
  /** A sample takes at least so long: a submit alone takes up to a millisecond. */
  readonly leastSeconds: number;
  /** Whether the time on the GPU counts where the device has time stamps, and not that from submit to answer. Stamps of a software adapter
   * are no better than the clock, and now and then the same at both ends. */
  readonly onDevice?: boolean;
  /** Ends the work between two samples. */
  readonly signal?: AbortSignal | undefined;
}

/** Most pieces of a sample: each is recorded by the host. */
const MOST_PIECES = 2 ** 15;

/** Two time stamps around a pass, and the way to read them. */
class PassClock {
  private readonly queries: GPUQuerySet;
  private readonly resolved: GPUBuffer;
  private readonly staging: GPUBuffer;

  constructor(device: GPUDevice) {
    const { QUERY_RESOLVE, COPY_SRC, COPY_DST, MAP_READ } = GPUBufferUsage;
    this.queries = device.createQuerySet({ label: 'passClock.queries', type: 'timestamp', count: 2 });
    this.resolved = device.createBuffer({ label: 'passClockBuffer', size: 16, usage: QUERY_RESOLVE | COPY_SRC });
    this.staging = device.createBuffer({ label: 'passClockStagingBuffer', size: 16, usage: MAP_READ | COPY_DST });
  }

  get timestampWrites(): GPUComputePassTimestampWrites {
    return { querySet: this.queries, beginningOfPassWriteIndex: 0, endOfPassWriteIndex: 1 };
  }

  resolve(commands: GPUCommandEncoder): void {
    commands.resolveQuerySet(this.queries, 0, 2, this.resolved, 0);
    commands.copyBufferToBuffer(this.resolved, 0, this.staging, 0, 16);
  }

  /** Seconds of the pass, once it has ended. */
  async read(): Promise<number> {
    await this.staging.mapAsync(GPUMapMode.READ);
    const [begin = 0n, end = 0n] = new BigUint64Array(this.staging.getMappedRange());
    this.staging.unmap();
    return Math.max(0, Number(end - begin) / 1e9);
  }

  destroy(): void {
    this.queries.destroy();
    this.resolved.destroy();
    this.staging.destroy();
  }
}

type Encode = (pass: GPUComputePassEncoder) => void;

/** Seconds that `pieces` pieces of work take: of the pass where there is a clock, else from submit to end. */
async function sample(device: GPUDevice, encode: Encode, pieces: number, clock: PassClock | null): Promise<number> {
  const commands = device.createCommandEncoder();
  const pass = commands.beginComputePass(clock ? { timestampWrites: clock.timestampWrites } : {});
  for (let piece = 0; piece < pieces; piece++) encode(pass);
  pass.end();
  clock?.resolve(commands);
  const finished = commands.finish();
  const begun = performance.now();
  device.queue.submit([finished]);
  if (clock) return clock.read();
  await device.queue.onSubmittedWorkDone();
  return (performance.now() - begun) / 1000;
}

/** Times what `encode` records, after it has run once. Rejects with the signal's reason. */
export async function time(
  device: GPUDevice,
  encode: Encode,
  { samples, leastSeconds, onDevice = false, signal }: Sampling,
): Promise<Timing> {
  const clock = onDevice && device.features.has('timestamp-query') ? new PassClock(device) : null;
  const next = (pieces: number) => {
    signal?.throwIfAborted();
    return sample(device, encode, pieces, clock);
  };
  try {
    await next(1);
    let pieces = 1;
    while (pieces < MOST_PIECES && (await next(pieces)) < leastSeconds) pieces *= 2;
    const seconds: number[] = [];
    for (let i = 0; i < samples; i++) seconds.push((await next(pieces)) / pieces);
    seconds.sort((a, b) => a - b);
    return {
      seconds: seconds[Math.floor(samples / 2)] as number,
      range: [seconds[0] as number, seconds[samples - 1] as number],
      pieces,
    };
  } finally {
    clock?.destroy();
  }
}
