// `npm run train [-- NAME...]`: trains the networks of `public/models`, or those named, measures their samples and writes
// the model files, their cards and loss curves. The same command gives the same files. Progress goes to stderr; exit status 2 for bad input.

import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { encodeModel } from '../../src/core/model-file';
import { namedMixture } from '../../src/core/targets';
import { cardMetadata, cardText, curvePicture } from './card';
import { cardPath, curvePath, modelPath } from './files';
import { CARD_MEASUREMENT, measure } from './measuring';
import { type TrainingSettings, trainingsOf } from './settings';
import { train } from './training';

const say = (line: string) => process.stderr.write(`${line}\n`);

async function trainOne(settings: TrainingSettings): Promise<void> {
  const { name } = settings;
  const data = namedMixture(name);
  const { model, curve } = await train(settings, data, ({ firstStep, lastStep, loss }) =>
    say(`${name}, steps ${firstStep} to ${lastStep}: loss ${loss.toFixed(5)}`),
  );
  const measurement = await measure(settings, model, data, CARD_MEASUREMENT, say);
  await mkdir(path.dirname(modelPath(name)), { recursive: true });
  await writeFile(modelPath(name), encodeModel(model, cardMetadata(settings, measurement)));
  await writeFile(cardPath(name), cardText(settings, model, curve, measurement));
  await writeFile(curvePath(name), curvePicture(curve));
  say(`${modelPath(name)}: ${measurement.ratio.network.toFixed(2)} times the floor`);
}

try {
  for (const settings of trainingsOf(process.argv.slice(2))) await trainOne(settings);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
