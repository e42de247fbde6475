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
}

/** Seconds that `pieces` pieces of work take from submit to end. */
async function sample(
  device: GPUDevice,
  encode: (pass: GPUComputePassEncoder) => void,
  pieces: number,
): Promise<number> {
  const commands = device.createCommandEncoder();
  const pass = commands.beginComputePass();
  for (let piece = 0; piece < pieces; piece++) encode(pass);
  pass.end();
  const finished = commands.finish();
  const begun = performance.now();
  device.queue.submit([finished]);
  await device.queue.onSubmittedWorkDone();
  return (performance.now() - begun) / 1000;
}

/** Times what `encode` records, after it has run once. */
export async function time(
  device: GPUDevice,
  encode: (pass: GPUComputePassEncoder) => void,
  { samples, leastSeconds }: Sampling,
): Promise<Timing> {
  await sample(device, encode, 1);
  let pieces = 1;
  while ((await sample(device, encode, pieces)) < leastSeconds) pieces *= 2;
  const seconds: number[] = [];
  for (let i = 0; i < samples; i++) seconds.push((await sample(device, encode, pieces)) / pieces);
  seconds.sort((a, b) => a - b);
  return {
    seconds: seconds[Math.floor(samples / 2)] as number,
    range: [seconds[0] as number, seconds[samples - 1] as number],
    pieces,
  };
}
