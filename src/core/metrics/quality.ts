// How good a set of samples is: its distance to the law that was asked for, the target at the cutoff. Squared energy distance to a
// fixed set of exact samples; for Gaussian targets the Kullback-Leibler divergence of the fitted moments, which needs none. Beside
// it stands the floor: the same distance of exact sets of the same size, which no sampler can beat except by luck.

import type { GaussianModel } from '../scores';
import { SpecError } from '../spec';
import type { Target } from '../targets';
import { sampleData } from '../targets/sample-data';
import { energyDistance } from './energy-distance';
import { klGaussian, type NormalLaw, noisedLaw } from './gaussian';

/** Most samples that an energy distance is taken of: a pair of sets then takes about 30 milliseconds in two dimensions. */
export const MOST_COMPARED = 2048;

/** Seed of the exact set that all samples are compared with; those of the floor follow it. */
const DATA_SEED = 1;

export interface QualityParameters {
  readonly target: Target;
  /** `delta` */
  readonly cutoff: number;
  readonly particles: number;
}

/** A distance to the target, the same for all samples that it is asked about. */
export interface Quality {
  readonly kind: 'energy-distance' | 'kl-divergence';
  /** Samples that are compared: the first ones where there are more. */
  readonly compared: number;
  /** Distance of samples, `[particle][coordinate]`; infinite where one is not finite. */
  distance(samples: ArrayLike<number>): number;
  /** Distance of the `index`-th set of exact samples, 0, 1, ... */
  floor(index: number): number;
}

/**
 * Makes the distance to a target.
 * @throws SpecError for a network of unknown data
 */
export function qualityOf({ target, cutoff, particles }: QualityParameters): Quality {
  const { model, density, dimension } = target;
  if (model.kind === 'gaussian') return gaussianQuality(model, cutoff, particles);
  const data = model.kind === 'mixture' ? model : density;
  if (data === null) {
    throw new SpecError(
      `The data of "${target.label}" are not known, so there are no exact samples to compare with; choose another target.`,
    );
  }
  const compared = Math.min(particles, MOST_COMPARED);
  const exact = (seed: number) => sampleData(data, { noiseTime: cutoff, count: compared, seed });
  const reference = exact(DATA_SEED);
  const distance = (samples: ArrayLike<number>) => {
    const set = Float64Array.from({ length: compared * dimension }, (_, i) => samples[i] ?? Number.NaN);
    // Rounding can leave a little below zero of what cannot be negative.
    return set.every(Number.isFinite)
      ? Math.max(0, energyDistance(set, reference, dimension))
      : Number.POSITIVE_INFINITY;
  };
  return {
    kind: 'energy-distance',
    compared,
    distance,
    floor: (index) => distance(exact(DATA_SEED + 1 + index)),
  };
}

/** Mean and variance over all particles and coordinates: data and chains of a Gaussian target are alike in each coordinate. */
export function pooledMoments(samples: ArrayLike<number>): NormalLaw {
  let sum = 0;
  for (let i = 0; i < samples.length; i++) sum += samples[i] as number;
  const mean = sum / samples.length;
  let squares = 0;
  for (let i = 0; i < samples.length; i++) squares += ((samples[i] as number) - mean) ** 2;
  return { mean, variance: squares / samples.length };
}

function gaussianQuality(model: GaussianModel, cutoff: number, particles: number): Quality {
  const { dimension } = model;
  const law = noisedLaw({ mean: model.mean[0] ?? Number.NaN, variance: model.variance }, cutoff);
  const distance = (samples: ArrayLike<number>) => {
    const value = klGaussian(pooledMoments(samples), law, dimension);
    return Number.isFinite(value) ? Math.max(0, value) : Number.POSITIVE_INFINITY;
  };
  return {
    kind: 'kl-divergence',
    compared: particles,
    distance,
    floor: (index) => distance(sampleData(model, { noiseTime: cutoff, count: particles, seed: DATA_SEED + 1 + index })),
  };
}
