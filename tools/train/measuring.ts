// Measures a trained network: the squared energy distance of its samples to held-out data, beside that of the exact score
// on the same noise and beside the floor that two exact sample sets give; and its denoising loss beside the least possible.

import { energyDistance, energyDistanceFloor } from '../../src/core/metrics';
import { noiseVariance } from '../../src/core/process';
import type { MixtureModel, NetworkModel } from '../../src/core/scores';
import { createScore, type ScoreEvaluator } from '../../src/core/scores/evaluate';
import { sampleData } from '../../src/core/targets/sample-data';
import { createBatches, TRAINING_STREAM } from './batches';
import { CHECK_GRID, createFastScore, sampleSequential } from './sampling';
import type { TrainingSettings } from './settings';

/** What is measured, and of how many samples. */
export interface MeasurementSize {
  /** Samples in each set. */
  readonly samples: number;
  /** Sample sets of the network, and as many of the exact score: their distances are averaged, since one has noise of about
   * a quarter of the floor. */
  readonly repeats: number;
  /** Pairs of exact sample sets. */
  readonly floors: number;
  /** Rows of the denoising loss. */
  readonly lossRows: number;
}

/** The measurement that the cards quote. */
export const CARD_MEASUREMENT: MeasurementSize = { samples: 20_000, repeats: 3, floors: 20, lossRows: 65_536 };

/** Largest allowed ratio of the network's mean distance to the mean floor. */
export const LARGEST_RATIO = 1.5;

/** Seeds of the held-out data, and of the pairs of the floor: apart from each other. */
const HELD_OUT_SEED = 1000;
const FLOOR_SEED = 2000;

/** Squared energy distances (V-statistic) and what they are compared with. */
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
    readonly networkSets: readonly number[];
    readonly exactScoreSets: readonly number[];
    readonly floorSets: readonly number[];
  };
  readonly ratio: { readonly network: number; readonly exactScore: number; readonly largestAllowed: number };
  readonly passed: boolean;
  /** Mean squared error of eps per coordinate on the same noised held-out data. */
  readonly denoisingLoss: { readonly network: number; readonly exactScore: number };
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
  for (let repeat = 0; repeat < size.repeats; repeat++) {
    const heldOut = sampleData(data, { noiseTime: 0, count: samples, seed: HELD_OUT_SEED + repeat });
    const distanceOf = (score: ScoreEvaluator) =>
      energyDistance(sampleSequential(score, samples, repeat + 1), heldOut, data.dimension);
    networkSets.push(distanceOf(network));
    onProgress?.(`network, set ${repeat + 1}: ${networkSets[repeat]}`);
    exactScoreSets.push(distanceOf(exact));
    onProgress?.(`exact score, set ${repeat + 1}: ${exactScoreSets[repeat]}`);
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
  };
}

/** Mean squared error of eps per coordinate, on noised held-out data: of the network, and of the exact score, which is the
 * least that any network can reach. */
function denoisingLosses(settings: TrainingSettings, model: NetworkModel, data: MixtureModel, rows: number) {
  const d = data.dimension;
  const batch = createBatches(
    data,
    settings.frequencies,
    settings.noiseTimes,
    rows,
    settings.seed,
    TRAINING_STREAM.evaluation,
  )(0);
  const state = new Float64Array(d);
  const score = new Float64Array(d);
  const lossOf = (evaluator: ScoreEvaluator) => {
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
