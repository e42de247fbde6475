// `npm run headline [-- --seeds N] [--particles N] [--steps N] [--target exact|network] [--only TEXT] [--folder FOLDER]`: the fewest
// rounds, on the GPU of this machine (or its software adapter) in float32: every entry on every seed, from the exact score and from
// the trained network, and in float64 what flatters them. Kept as JSON (what is there already is not measured again) with a page.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { parseSpec } from '../../src/core/parse-spec';
import { summarise } from '../../src/core/summary';
import { createEngine } from '../../src/engine/create-engine';
import { RESULTS } from '../compare/store';
import { nodeGpu } from '../node-gpu';
import { loadModel } from '../sample/sample';
import { type Flattery, flattery } from './flattery';
import { headlinePage } from './page';
import { type Reading, readingOf } from './reading';
import { entries, SEEDS, specOf, TARGETS, type TargetName } from './settings';

export interface Run {
  readonly target: TargetName;
  readonly entry: string;
  readonly seed: number;
  readonly spec: object;
  readonly adapter: string;
  readonly milliseconds: number;
  readonly reading: Reading;
}

export interface Results {
  readonly runs: readonly Run[];
  readonly flattery: Flattery | null;
}

const say = (line: string) => process.stderr.write(`${line}\n`);

function whole(name: string, text: string, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new Error(`--${name} is ${JSON.stringify(text)}; allowed are whole numbers from 1 to ${most}.`);
}

function commandOf(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      seeds: { type: 'string', default: String(SEEDS.length) },
      particles: { type: 'string', default: '1024' },
      steps: { type: 'string', default: '512' },
      target: { type: 'string' },
      only: { type: 'string', default: '' },
      folder: { type: 'string', default: RESULTS },
    },
  });
  const { target, only, folder } = values;
  if (target !== undefined && !Object.hasOwn(TARGETS, target)) {
    throw new Error(`--target is ${JSON.stringify(target)}; allowed is ${Object.keys(TARGETS).join(' or ')}.`);
  }
  return {
    seeds: whole('seeds', values.seeds, SEEDS.length),
    particles: whole('particles', values.particles, 65_536),
    steps: whole('steps', values.steps, 16_384),
    targets: (target === undefined ? Object.keys(TARGETS) : [target]) as TargetName[],
    only,
    folder,
  };
}

function read(file: string): Results {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Results;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { runs: [], flattery: null };
    throw error;
  }
}

async function main(): Promise<void> {
  const { seeds, particles, steps, targets, only, folder } = commandOf(process.argv.slice(2));
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'headline.json');
  let results = read(file);
  const keep = (next: Results) => {
    results = next;
    writeFileSync(file, `${JSON.stringify(results, null, 1)}\n`);
    writeFileSync(path.join(folder, 'headline.md'), headlinePage(results));
  };
  const engine = await createEngine({ backend: 'webgpu', gpu: await nodeGpu(), loadModel });
  for (const target of targets) {
    for (const entry of entries.filter(({ name }) => name.includes(only))) {
      for (const seed of SEEDS.slice(0, seeds)) {
        const spec = specOf(target, entry, seed, particles, steps);
        const same = (run: Run) => run.target === target && run.entry === entry.name && run.seed === seed;
        if (results.runs.some((run) => same(run) && JSON.stringify(run.spec) === JSON.stringify(spec))) continue;
        const began = performance.now();
        const reading = readingOf(summarise(await engine.run(parseSpec(spec))));
        const milliseconds = performance.now() - began;
        const run: Run = { target, entry: entry.name, seed, spec, adapter: engine.adapter.name, milliseconds, reading };
        keep({ ...results, runs: [...results.runs.filter((other) => !same(other)), run] });
        const { median, percent99, worst } = reading;
        say(
          `${target}, ${entry.name}, seed ${seed}: ${median} / ${percent99} / ${worst} (${Math.round(milliseconds / 1000)} s)`,
        );
      }
    }
  }
  engine.destroy();
  const [first] = entries;
  if (results.flattery === null && first?.name.includes(only)) {
    keep({ ...results, flattery: flattery(first.settings, 2000, say) });
  }
  keep(results);
}

try {
  await main();
  process.exit(0);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exit(2);
}
