// `npm run train -- NAME`: trains a network of `public/models`, measures its samples and writes model and card.

import { mkdirSync, writeFileSync } from 'node:fs';

import { encodeModel } from '../../src/core/model-file';
import { namedMixture } from '../../src/core/targets';
import { trainingOf } from './settings';
import { train } from './training';

const settings = trainingOf(process.argv[2]);
const t = performance.now();
const { model, curve } = await train(settings, namedMixture(settings.name), (entry) =>
  process.stderr.write(
    `steps ${entry.firstStep} to ${entry.lastStep}: loss ${entry.loss.toFixed(5)} ${performance.now() - t}\n`,
  ),
);
mkdirSync('public/models', { recursive: true });
writeFileSync(
  `public/models/${settings.name}.safetensors`,
  encodeModel(model, { seed: String(settings.seed), steps: String(settings.steps), batch: String(settings.batch) }),
);
console.log(curve.length);
