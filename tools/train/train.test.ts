// Training: reproducible to the byte, right gradients, a loss that falls, files that parse; and the committed networks
// are as good as their cards say.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { stretch, unstretch } from '../../src/core/grid';
import { encodeModel, parseModel } from '../../src/core/model-file';
import { planRun } from '../../src/core/plan';
import { noiseVariance } from '../../src/core/process';
import { normal } from '../../src/core/random';
import { simulate } from '../../src/core/sampler';
import type { NetworkModel } from '../../src/core/scores';
import { createScore } from '../../src/core/scores/evaluate';
import { DEFAULT_SPEC } from '../../src/core/spec';
import { namedMixture, resolveTarget } from '../../src/core/targets';
import { Adam } from './adam';
import { createBatches } from './batches';
import { modelPath } from './files';
import { denoisingLosses } from './measuring';
import { createLossGradient, tensorsOf } from './network-jax';
import { createFastScore, sampleSequential } from './sampling';
import { type TrainingSettings, trainings, trainingsOf } from './settings';
import { train } from './training';

const data = namedMixture('two-moons');
const tiny: TrainingSettings = {
  ...(trainingsOf(['two-moons'])[0] as TrainingSettings),
  width: 16,
  depth: 2,
  batch: 64,
  steps: 20,
  warmUp: 5,
  learningRate: 0.01,
};

const readModel = (name: string) => parseModel(name, new Uint8Array(readFileSync(modelPath(name))).buffer);

/** Loss in float64 by the evaluator of the core: what the gradient must be the derivative of. */
function referenceLoss(model: NetworkModel, batch: ReturnType<ReturnType<typeof createBatches>>): number {
  const score = createScore(model);
  const out = new Float64Array(2);
  let sum = 0;
  batch.noiseTimes.forEach((noiseTime, row) => {
    score.evaluate(noiseTime, Float64Array.from(batch.states.subarray(2 * row, 2 * row + 2)), 0, out, 0, 1);
    const sigma = Math.sqrt(noiseVariance(noiseTime));
    for (let c = 0; c < 2; c++) sum += (-sigma * out[c]! - batch.noise[2 * row + c]!) ** 2;
  });
  return sum / (2 * batch.noiseTimes.length);
}

describe('training', () => {
  it('gives the same bytes for the same settings and others for another seed', async () => {
    const bytesOf = async (settings: TrainingSettings) => encodeModel((await train(settings, data)).model);
    const bytes = await bytesOf(tiny);
    expect(await bytesOf(tiny)).toEqual(bytes);
    expect(await bytesOf({ ...tiny, seed: 2 })).not.toEqual(bytes);
  });

  it('lowers the loss, and makes a file that parses to the same network', async () => {
    const { model, curve } = await train({ ...tiny, steps: 200 }, data);
    expect(curve[0]!.firstStep).toBe(0);
    expect(curve.at(-1)!.lastStep).toBe(199);
    // The first outputs are near zero, so the loss starts at the noise's variance 1; the exact score reaches 0.39.
    expect(curve[0]!.loss).toBeGreaterThan(0.8);
    expect(curve.at(-1)!.loss).toBeLessThan(0.55);
    const bytes = encodeModel(model, { seed: '1' });
    expect(parseModel('two-moons', bytes.buffer)).toEqual(model);
  });

  it('goes along the gradient of the loss: central differences in float64 agree', async () => {
    const { model } = await train(tiny, data);
    const batch = createBatches(data, model.timeFrequencies, tiny.noiseTimes, 32, 7)(0);
    const shape = { dimension: 2, width: 16, depth: 2, frequencies: model.timeFrequencies.length };
    const { loss, gradients } = (await createLossGradient(shape))(tensorsOf(model), batch);
    // Sums of up to 32 float32 terms in three layers: below 100 roundings of 6e-8.
    expect(Math.abs(loss - referenceLoss(model, batch))).toBeLessThan(1e-5);
    tensorsOf(model).forEach((tensor, i) => {
      const original = tensor.slice();
      const direction = original.map((_, j) => normal(1, 99, i, j));
      const lossAt = (step: number) => {
        original.forEach((value, j) => {
          tensor[j] = value + step * direction[j]!;
        });
        const value = referenceLoss(model, batch);
        tensor.set(original);
        return value;
      };
      const slope = gradients[i]!.reduce((sum, g, j) => sum + g * direction[j]!, 0);
      const norm = Math.hypot(...gradients[i]!);
      // A weight of size 1 is rounded by 3e-8, 3e-5 of a step of 1e-3: over all weights about 3e-5 of the gradient's norm, three
      // times of which is allowed; the float32 gradient itself has 1e-6.
      expect(Math.abs((lossAt(1e-3) - lossAt(-1e-3)) / 2e-3 - slope)).toBeLessThan(1e-4 * norm + 1e-6);
    });
  });

  it('has finite gradients where a unit is far below zero', async () => {
    const { model } = await train(tiny, data);
    model.layers[0]!.bias.fill(-500);
    const batch = createBatches(data, model.timeFrequencies, tiny.noiseTimes, 8, 7)(0);
    const shape = { dimension: 2, width: 16, depth: 2, frequencies: model.timeFrequencies.length };
    const { loss, gradients } = (await createLossGradient(shape))(tensorsOf(model), batch);
    expect(loss).toBeCloseTo(referenceLoss(model, batch), 5);
    for (const gradient of gradients) expect(gradient.every(Number.isFinite)).toBe(true);
  });

  it('names what can be trained when asked for something else', () => {
    expect(() => trainingsOf(['moons'])).toThrow('"moons"; it must be one of two-moons, checkerboard, spiral');
    expect(trainingsOf([])).toEqual(trainings);
  });
});

describe('Adam', () => {
  it('takes steps of the whole rate along a constant gradient, whatever its size', () => {
    const adam = new Adam([Float64Array.of(1, 1)]);
    for (let step = 0; step < 3; step++) adam.update([[1000, -0.001]], 0.1, 0);
    // Off by epsilon over the gradient, 1e-8 / 1e-3.
    expect(adam.parameters[0]![0]).toBeCloseTo(0.7, 5);
    expect(adam.parameters[0]![1]).toBeCloseTo(1.3, 5);
    expect(adam.average).toEqual(adam.parameters);
  });
});

describe('batches', () => {
  it('spread noise times evenly over stretched time, with standard normal noise', () => {
    const range = { smallest: 5e-4, largest: 8 };
    const rows = 20_000;
    const batch = createBatches(data, [1], range, rows, 3)(0);
    const lowest = stretch(range.smallest);
    const width = (stretch(range.largest) - lowest) / rows;
    let [squares, offCentre, offInverse] = [0, 0, 0];
    batch.noiseTimes.forEach((noiseTime, row) => {
      const stretched = stretch(noiseTime);
      offCentre = Math.max(offCentre, Math.abs(stretched - lowest - (row + 0.5) * width));
      offInverse = Math.max(offInverse, Math.abs(unstretch(stretched) - noiseTime));
      for (let c = 0; c < 2; c++) squares += batch.noise[2 * row + c]! ** 2;
    });
    // Half a part, and a few roundings of logarithms of size 8.
    expect(offCentre).toBeLessThanOrEqual(width / 2 + 1e-13);
    expect(offCentre).toBeGreaterThan(0.49 * width);
    expect(offInverse).toBeLessThan(1e-13);
    // Mean of 40,000 squares of standard normals: 1 within 5 standard errors sqrt(2/40,000).
    expect(Math.abs(squares / (2 * rows) - 1)).toBeLessThan(5 * Math.sqrt(2 / (2 * rows)));
  });
});

describe('sampling for the cards', () => {
  it('is the sequential sampler of a run on the same noise', () => {
    const target = { kind: 'mixture', name: 'two-moons' } as const;
    const method = { kind: 'sequential' } as const;
    const spec = { ...DEFAULT_SPEC, target, particles: 5, seed: 9, method };
    const simulation = simulate(planRun(spec, resolveTarget(target, null)));
    let step = simulation.next();
    while (!step.done) step = simulation.next();
    const samples = sampleSequential(createScore(data), 5, 9);
    // The same operations, perhaps in another order: 512 contracting steps of a few roundings.
    samples.forEach((value, i) => {
      expect(Math.abs(value - step.value!.reference[i]!)).toBeLessThan(1e-10);
    });
  });

  it('evaluates a network in float32 as the core does in float64', async () => {
    const model = readModel('two-moons');
    const [fast, exact] = [await createFastScore(model), createScore(model)];
    const rows = 300;
    const states = Float64Array.from({ length: 2 * rows }, (_, i) => Math.fround(1.2 * normal(4, 99, 0, i)));
    const [a, b] = [new Float64Array(2 * rows), new Float64Array(2 * rows)];
    for (const noiseTime of [0.001, 0.1, 6]) {
      fast.evaluate(noiseTime, states, 0, a, 0, rows);
      exact.evaluate(noiseTime, states, 0, b, 0, rows);
      const sigma = Math.sqrt(noiseVariance(noiseTime));
      // Noise of size 1 after four layers of sums of 64 terms of size 10: 256 roundings of 6e-7 at worst.
      a.forEach((value, i) => {
        expect(Math.abs(value - b[i]!) * sigma).toBeLessThan(1.5e-4);
      });
    }
  });
});

describe.each(trainings)('the committed network $name', (settings) => {
  it('was made with these settings', () => {
    const model = readModel(settings.name);
    expect(model.trainedOn).toBe(settings.name);
    expect(model.layers.length).toBe(settings.depth + 1);
    expect(model.width).toBe(settings.width);
    const bytes = readFileSync(modelPath(settings.name));
    const header = JSON.parse(bytes.subarray(8, 8 + Number(bytes.readBigUInt64LE(0))).toString());
    expect(header.__metadata__).toMatchObject({
      seed: String(settings.seed),
      steps: String(settings.steps),
      batch: String(settings.batch),
    });
  });

  it('predicts noise nearly as well as the exact score', () => {
    const model = readModel(settings.name);
    const loss = denoisingLosses(settings, model, namedMixture(settings.name), 8192);
    // Over the 14.6 of trained stretched time, an excess of 0.002 per coordinate bounds the divergence by 0.03.
    expect(loss.network - loss.exactScore).toBeLessThan(0.002);
  });
});
