// `npm run train -- NAME`: trains a network of `public/models`, measures its samples and writes the model file, its card
// and its loss curve. The same command gives the same files. Progress goes to stderr; exit status 2 for bad input.

import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { encodeModel } from '../../src/core/model-file';
import { namedMixture } from '../../src/core/targets';
import { cardMetadata, cardText, curvePicture } from './card';
import { cardPath, curvePath, modelPath } from './files';
import { CARD_MEASUREMENT, measure } from './measuring';
import { trainingOf } from './settings';
import { train } from './training';

const say = (line: string) => process.stderr.write(`${line}\n`);

try {
  const settings = trainingOf(process.argv[2]);
  const data = namedMixture(settings.name);
  const { model, curve } = await train(settings, data, ({ firstStep, lastStep, loss }) =>
    say(`steps ${firstStep} to ${lastStep}: loss ${loss.toFixed(5)}`),
  );
  const measurement = await measure(settings, model, data, CARD_MEASUREMENT, say);
  await mkdir(path.dirname(modelPath(settings.name)), { recursive: true });
  await writeFile(modelPath(settings.name), encodeModel(model, cardMetadata(settings, measurement)));
  await writeFile(cardPath(settings.name), cardText(settings, model, curve, measurement));
  await writeFile(curvePath(settings.name), curvePicture(curve));
  say(`${modelPath(settings.name)}: ${measurement.ratio.network.toFixed(2)} times the floor`);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
