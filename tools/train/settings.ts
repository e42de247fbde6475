// What each trained network is made of: one row per model, which with its seed determines every byte of the file. It
// knows nothing of how training works.

/** Settings of one training. */
export interface TrainingSettings {
  /** Name of the model and of the named mixture it is trained on. */
  readonly name: string;
  /** Width of the hidden layers; a multiple of 8. */
  readonly width: number;
  /** Hidden layers. */
  readonly depth: number;
  readonly frequencies: readonly number[];
  /** Noise times of the training lie in `[smallest, largest]`, so that any horizon and cutoff between is inside. */
  readonly noiseTimes: { readonly smallest: number; readonly largest: number };
  readonly batch: number;
  readonly steps: number;
  /** Peak of Adam's step size: rises linearly for `warmUp` steps, then falls to zero along a half cosine. */
  readonly learningRate: number;
  readonly warmUp: number;
  /** Decay of the moving average of the weights, which is the model. */
  readonly averageDecay: number;
  readonly seed: number;
}

/** Geometric from 0.2 to 3: over the trained range `l = log(sigma/a)` runs from -3.8 to 4, so the slowest pair is nearly
 * linear in `l` and the fastest resolves steps of about 0.3. */
const frequencies = Array.from({ length: 8 }, (_, f) => 0.2 * 15 ** (f / 7));

const shared = {
  width: 64,
  depth: 3,
  frequencies,
  noiseTimes: { smallest: 5e-4, largest: 8 },
  batch: 512,
  learningRate: 3e-3,
  warmUp: 200,
  averageDecay: 0.9995,
  seed: 1,
} as const;

/** The networks of `public/models`. */
export const trainings: readonly TrainingSettings[] = [
  { ...shared, name: 'two-moons', steps: 30_000 },
  { ...shared, name: 'checkerboard', steps: 30_000 },
  { ...shared, name: 'spiral', steps: 30_000 },
];

/** The trainings of the command line: the named ones, or all of them when none is named.
 * @throws Error with a sentence for an unknown name */
export function trainingsOf(names: readonly string[]): readonly TrainingSettings[] {
  if (names.length === 0) return trainings;
  return names.map((name) => {
    const found = trainings.find((settings) => settings.name === name);
    if (found) return found;
    const known = trainings.map((settings) => settings.name).join(', ');
    throw new Error(`The network to train is "${name}"; it must be one of ${known}.`);
  });
}
