// `npm run labs [-- --largest DIMENSION]`: measures in float64 the points of the lab on dimension that come with the page, and writes
// them into `src/core/labs/dimension-table.json`. Points that are there already are kept, so that it goes on where it stopped; all of
// it takes about half an hour and 2 GB. Delete the file to measure anew.

import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import {
  DIMENSION_LANES,
  type DimensionPlace,
  type DimensionPoint,
  dimensionsOf,
  shippedSpec,
} from '../../src/core/labs/dimension';
import type { ShippedPoints } from '../../src/core/labs/lab';
import { runNumbers } from '../../src/core/labs/run-numbers';
import { planRun } from '../../src/core/plan';
import { simulated } from '../../src/core/simulated';
import type { RunSpec } from '../../src/core/spec';
import { resolveTarget } from '../../src/core/targets';
import type { Trace } from '../../src/core/trace';
import { samePlace, sorted } from './places';

const FILE = 'src/core/labs/dimension-table.json';
const say = (line: string) => process.stderr.write(`${line}\n`);

function largestOf(args: string[]): number {
  const { values } = parseArgs({ args, options: { largest: { type: 'string', default: '4096' } } });
  const largest = Number(values.largest);
  if (!(largest >= 2)) throw new Error(`--largest is ${JSON.stringify(values.largest)}; allowed are numbers from 2.`);
  return largest;
}

function* places(largest: number): Generator<DimensionPlace> {
  for (const spacing of ['uniform', 'stretched'] as const)
    for (const family of ['gaussian', 'mixture'] as const)
      for (const dimension of dimensionsOf(family, largest))
        for (const lane of DIMENSION_LANES) yield { family, spacing, dimension, lane };
}

function runOf(spec: RunSpec): Trace {
  return simulated(planRun(spec, resolveTarget(spec.target, null)));
}

function measure(place: DimensionPlace): DimensionPoint {
  const { milliseconds, sequentialMilliseconds, ...numbers } = runNumbers(runOf(shippedSpec(place)));
  const times = {
    milliseconds: Math.round(milliseconds),
    sequentialMilliseconds: Math.round(sequentialMilliseconds),
  };
  return { place, measured: { ...numbers, ...times }, origin: 'shipped' };
}

function main(): void {
  let table = JSON.parse(readFileSync(FILE, 'utf8')) as ShippedPoints<DimensionPoint>;
  for (const place of places(largestOf(process.argv.slice(2)))) {
    if (table.points.some((point) => samePlace(point.place, place))) continue;
    const point = measure(place);
    table = { ...table, points: sorted([...table.points, point]) };
    const lines = table.points.map((entry) => `  ${JSON.stringify(entry)}`);
    const { backend, command } = table;
    const head = `{ "backend": ${JSON.stringify(backend)}, "command": ${JSON.stringify(command)}, "points": [`;
    writeFileSync(FILE, `${head}\n${lines.join(',\n')}\n] }\n`);
    const { family, spacing, dimension, lane } = place;
    say(
      `${family}, ${spacing}, d = ${dimension}, ${lane}: ${point.measured.rounds} rounds of ${point.measured.steps} steps`,
    );
  }
}

try {
  main();
  process.exit(0);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exit(2);
}
