// `npm run train:check -- NAME`: measures a network of `public/models` and prints the figures of its card as JSON. Exit
// status 1 when its samples are further from the data than allowed, 2 for bad input.

import { readFile } from 'node:fs/promises';

import { parseModel } from '../../src/core/model-file';
import { namedMixture } from '../../src/core/targets';
import { modelPath } from './files';
import { CARD_MEASUREMENT, measure } from './measuring';
import { trainingOf } from './settings';

try {
  const settings = trainingOf(process.argv[2]);
  const bytes = await readFile(modelPath(settings.name));
  const model = parseModel(settings.name, new Uint8Array(bytes).buffer);
  const measurement = await measure(settings, model, namedMixture(model.trainedOn), CARD_MEASUREMENT, (line) =>
    process.stderr.write(`${line}\n`),
  );
  process.stdout.write(`${JSON.stringify(measurement, null, 2)}\n`);
  process.exitCode = measurement.passed ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
