// `npm run train:check [-- NAME...]`: measures the networks of `public/models`, or those named, and prints the figures of
// their cards as JSON. Exit status 1 when samples are further from the data than allowed, 2 for bad input.

import { readFile } from 'node:fs/promises';

import { parseModel } from '../../src/core/model-file';
import { namedMixture } from '../../src/core/targets';
import { modelPath } from './files';
import { CARD_MEASUREMENT, type Measurement, measure } from './measuring';
import { type TrainingSettings, trainingsOf } from './settings';

async function check(settings: TrainingSettings): Promise<Measurement> {
  const bytes = await readFile(modelPath(settings.name));
  const model = parseModel(settings.name, new Uint8Array(bytes).buffer);
  return measure(settings, model, namedMixture(model.trainedOn), CARD_MEASUREMENT, (line) =>
    process.stderr.write(`${line}\n`),
  );
}

try {
  const measurements: Record<string, Measurement> = {};
  for (const settings of trainingsOf(process.argv.slice(2))) measurements[settings.name] = await check(settings);
  process.stdout.write(`${JSON.stringify(measurements, null, 2)}\n`);
  process.exitCode = Object.values(measurements).every(({ passed }) => passed) ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
