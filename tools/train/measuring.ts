// Measures a trained network: the squared energy distance of its samples to held-out data, beside that of the exact score
// on the same noise and beside the floor that two exact sample sets give; and its denoising loss beside the least possible.

import { energyDistance, energyDistanceFloor } from '../../src/core/metrics';
import { noiseVariance } from '../../src/core/process';
import type { MixtureModel, NetworkModel } from '../../src/core/scores';
import { createScore, type ScoreFunction } from '../../src/core/scores/evaluate';
import { sampleData } from '../../src/core/targets/sample-data';
import { createBatches } from './batches';
import { roundsOf } from './rounds';
import { CHECK_GRID, createFastScore, sampleSequential } from './sampling';
import type { TrainingSettings } from './settings';

/** What is measured, and of how many samples. */
export interface MeasurementSize {
  /** Samples in each set. */
  readonly samples: number;
  /** Sample sets of the network, and as many of the exact score: their distances are averaged, since a single distance
   * varies by about half of the floor. */
  readonly repeats: number;
  /** Held-out sets that each of them is compared with; much cheaper than another sample set. */
  readonly heldOutSets: number;
  /** Pairs of exact sample sets. */
  readonly floors: number;
  /** Rows of the denoising loss. */
  readonly lossRows: number;
}

/** The measurement that the cards quote. */
export const CARD_MEASUREMENT: MeasurementSize = {
  samples: 20_000,
  repeats: 2,
  heldOutSets: 6,
  floors: 20,
  lossRows: 65_536,
};

/** Largest allowed ratio of the network's mean distance to the mean floor. */
export const LARGEST_RATIO = 1.5;

/** Seeds of the held-out data, of the pairs of the floor and of the rows of the loss: apart from each other and from those
 * of training. */
const HELD_OUT_SEED = 1000;
const FLOOR_SEED = 2000;
const LOSS_SEED = 3000;

/** What was measured; distances are squared energy distances (V-statistic). */
export interface Measurement {
  readonly name: string;
  readonly samples: number;
  readonly grid: typeof CHECK_GRID;
  readonly energyDistance: {
    readonly network: number;
    readonly exactScore: number;
    readonly floor: number;
    /** Standard deviation of one floor. */
    readonly floorStd: number;
    /** One entry per sample set: its mean distance to the held-out sets. */
    readonly networkSets: readonly number[];
    readonly exactScoreSets: readonly number[];
    readonly floorSets: readonly number[];
  };
  readonly ratio: { readonly network: number; readonly exactScore: number; readonly largestAllowed: number };
  readonly passed: boolean;
  /** Mean squared error of eps per coordinate on the same noised held-out data. */
  readonly denoisingLoss: { readonly network: number; readonly exactScore: number };
  /** Rounds of PIADM in the page's default run with 64 particles. */
  readonly rounds: { readonly network: number; readonly exactScore: number };
}

/** Runs the measurement; `onProgress` gets a line for people. */
export async function measure(
  settings: TrainingSettings,
  model: NetworkModel,
  data: MixtureModel,
  size: MeasurementSize,
  onProgress?: (line: string) => void,
): Promise<Measurement> {
  const { samples } = size;
  const network = await createFastScore(model);
  const exact = createScore(data);
  const networkSets: number[] = [];
  const exactScoreSets: number[] = [];
  const heldOut = Array.from({ length: size.heldOutSets }, (_, set) =>
    sampleData(data, { noiseTime: 0, count: samples, seed: HELD_OUT_SEED + set }),
  );
  const distanceOf = (score: ScoreFunction, seed: number) => {
    const set = sampleSequential(score, samples, seed);
    return mean(heldOut.map((other) => energyDistance(set, other, data.dimension)));
  };
  for (let seed = 1; seed <= size.repeats; seed++) {
    networkSets.push(distanceOf(network, seed));
    exactScoreSets.push(distanceOf(exact, seed));
    onProgress?.(`seed ${seed}: network ${networkSets.at(-1)}, exact score ${exactScoreSets.at(-1)}`);
  }
  const { mean: floor, values: floorSets } = energyDistanceFloor({
    model: data,
    noiseTime: 0,
    count: samples,
    pairs: size.floors,
    seed: FLOOR_SEED,
  });
  onProgress?.(`floor: ${floor}`);
  const ratio = {
    network: mean(networkSets) / floor,
    exactScore: mean(exactScoreSets) / floor,
    largestAllowed: LARGEST_RATIO,
  };
  return {
    name: settings.name,
    samples,
    grid: CHECK_GRID,
    energyDistance: {
      network: mean(networkSets),
      exactScore: mean(exactScoreSets),
      floor,
      floorStd: Math.sqrt(mean(floorSets.map((value) => (value - floor) ** 2))),
      networkSets,
      exactScoreSets,
      floorSets,
    },
    ratio,
    passed: ratio.network <= LARGEST_RATIO,
    denoisingLoss: denoisingLosses(settings, model, data, size.lossRows),
    rounds: {
      network: roundsOf({ kind: 'network', name: settings.name }, model),
      exactScore: roundsOf({ kind: 'mixture', name: settings.name }, null),
    },
  };
}

/** Mean squared error of eps per coordinate, on noised held-out data: of the network, and of the exact score, which is the
 * least that any network can reach. */
export function denoisingLosses(settings: TrainingSettings, model: NetworkModel, data: MixtureModel, rows: number) {
  const d = data.dimension;
  const batch = createBatches(data, settings.frequencies, settings.noiseTimes, rows, LOSS_SEED)(0);
  const state = new Float64Array(d);
  const score = new Float64Array(d);
  const lossOf = (evaluator: ScoreFunction) => {
    let sum = 0;
    for (const [row, noiseTime] of batch.noiseTimes.entries()) {
      for (let c = 0; c < d; c++) state[c] = batch.states[row * d + c] as number;
      evaluator.evaluate(noiseTime, state, 0, score, 0, 1);
      const sigma = Math.sqrt(noiseVariance(noiseTime));
      for (let c = 0; c < d; c++) sum += (-sigma * (score[c] as number) - (batch.noise[row * d + c] as number)) ** 2;
    }
    return sum / (rows * d);
  };
  return { network: lossOf(createScore(model)), exactScore: lossOf(createScore(data)) };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
