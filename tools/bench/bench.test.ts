// The bench runs, and what it writes is whole: no number is missing and none is impossible. How fast anything is is not tested. The parts
// in a browser are measured by hand; here are what they are made of and what becomes of their numbers.

import { describe, expect, test } from 'vitest';
import { parseSpec } from '../../src/core/parse-spec';
import { resolvePlan } from '../../src/engine/resolve';
import { openDevice } from '../../src/engine/webgpu/device';
import { networkTiles } from '../../src/engine/webgpu/network-tiles';
import { syntheticNetwork } from '../../test/synthetic-network';
import { nodeGpu } from '../node-gpu';
import { loadModel } from '../sample/sample';
import { commandOf, PARTS } from './command.mjs';
import { fileOf } from './file-of';
import { measure } from './measure';
import { OURS, ratiosOf } from './ratios';
import type { BenchResults, PeerRate, PeersPart } from './report';
import { runOf, SIZES, scalingRuns } from './settings';
import { tableOf } from './tables';
import { tunedTiles } from './throughput';

/** All numbers of some results, with where they are. */
function numbersOf(value: unknown, where = ''): [string, number][] {
  if (typeof value === 'number') return [[where, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => numbersOf(inner, `${where}.${key}`));
}

const rowsOf = (page: string) => page.split('\n').filter((line) => line.startsWith('|'));

test('the parts in Node are measured, the kernel is right, and the table has a row for each', async () => {
  const said: string[] = [];
  let results: BenchResults = {};
  await measure(
    ['throughput', 'overhead', 'runs', 'scaling'],
    'small',
    (line) => said.push(line),
    (part) => {
      results = { ...results, ...part };
    },
  );
  // As it is written.
  expect(JSON.parse(JSON.stringify(results))).toEqual(results);
  expect(numbersOf(results).filter(([, value]) => !Number.isFinite(value))).toEqual([]);
  const { throughput, overhead, runs, scaling } = results;
  if (!throughput || !overhead || !runs || !scaling) throw new Error('A part is missing.');
  const sizes = SIZES.small;

  expect(throughput.evaluations).toHaveLength(sizes.throughput.rows.software.length * sizes.throughput.networks.length);
  for (const { seconds, rate, multiplyAddRate, error } of throughput.evaluations) {
    expect(Math.min(seconds, rate, multiplyAddRate)).toBeGreaterThan(0);
    expect(error).toBeLessThan(1e-5);
  }
  expect(throughput.tiles.length).toBeGreaterThan(4);
  for (const { rate } of throughput.tiles) expect(rate).toBeGreaterThan(0);

  expect(overhead.emptyDispatch).toBeGreaterThan(0);
  expect(overhead.emptyIndirect).toBeGreaterThan(0);
  const wanted = sizes.overhead.runs.software.map(({ particles }) => particles);
  expect(overhead.runs.map(({ particles }) => particles)).toEqual(wanted);
  for (const { rounds, run, range, elapsed, arithmetic, perRound, dispatches } of overhead.runs) {
    expect(Math.min(rounds, run, elapsed, arithmetic)).toBeGreaterThan(0);
    expect(perRound).toBeCloseTo((1000 * (range[0] - arithmetic)) / rounds, 6);
    // At least a score, a scan and the schedule.
    expect(dispatches).toBeGreaterThanOrEqual(3);
  }

  const pairs = sizes.runs.pairs.software.flatMap(({ particles, blocks }) => blocks.map((count) => [particles, count]));
  expect(runs.runs.map(({ particles, blocks }) => [particles, blocks])).toEqual(pairs);
  const { gaussianDimensions, mixtureDimensions, stepsOfGrids } = sizes.scaling;
  expect(scaling.runs.map(({ target, dimension, steps }) => [target, dimension, steps])).toEqual([
    ...gaussianDimensions.map((dimension) => ['gaussian', dimension, sizes.scaling.steps]),
    ...mixtureDimensions.map((dimension) => ['mixture', dimension, sizes.scaling.steps]),
    ...stepsOfGrids.map((steps) => ['ring', 2, steps]),
  ]);
  for (const { steps, ...run } of [...scaling.runs, ...runs.runs.map((run) => ({ ...run, steps: runs.steps }))]) {
    expect(run.rounds).toBeGreaterThan(0);
    expect(run.evaluations).toBeGreaterThanOrEqual(steps);
    expect(Math.min(run.parallel, run.sequential)).toBeGreaterThan(0);
  }

  const tables = [throughput.evaluations, throughput.tiles, overhead.runs, runs.runs, scaling.runs];
  const timed = overhead.runs.filter(({ times }) => times !== null);
  const lengths = [...tables, ...(timed.length > 0 ? [timed] : [])].map(({ length }) => 2 + length);
  const page = tableOf(results);
  expect(rowsOf(page)).toHaveLength(lengths.reduce((a, b) => a + b));
  expect(page).toContain('A trial of small size');
  expect(page).not.toMatch(/NaN|undefined|Infinity/);
  for (const part of ['throughput', 'overhead', 'runs', 'scaling']) {
    expect(said.filter((line) => line.startsWith(`Part ${part}:`))).toHaveLength(1);
  }
  // Compiling takes most of it.
}, 180_000);

test('on a GPU each number of rows has the tile that the tuner finds, measured once', async () => {
  const open = await openDevice(await nodeGpu());
  // Said of the same adapter: which tiles there are and whether they are measured follows from it.
  const asHardware = { ...open, adapter: { ...open.adapter, software: false } };
  // Tiles of hardware compile long on software: of a narrow network there are few.
  const sizes = { dimension: 2, width: 8, depth: 1 };
  const tuned = tunedTiles(asHardware, syntheticNetwork(sizes));
  const tile = await tuned(64);
  expect(networkTiles(sizes, false, 64)).toContainEqual(tile);
  expect(await tuned(256)).toBe(tile);
  expect(await tunedTiles(open, syntheticNetwork(sizes))(64)).toBeUndefined();
  open.device.destroy();
}, 60_000);

test('tiles that were tuned stand in the table', () => {
  const place = { size: 'full', adapter: 'a GPU', software: false } as const;
  const page = tableOf({ runs: { ...place, steps: 256, runs: [], tuned: { 'a GPU|2x128x3|4096': 'fused-2x8x2' } } });
  expect(rowsOf(page)).toContain('| 2x128x3 | 4096 | fused-2x8x2 |');
});

test('every run of both sizes can be planned', async () => {
  for (const { overhead, runs, scaling } of Object.values(SIZES)) {
    const pairs = [...runs.pairs.software, ...runs.pairs.hardware];
    const specs = [
      ...[...overhead.runs.software, ...overhead.runs.hardware].map(({ particles, steps }) =>
        runOf(steps, overhead.blocks, particles),
      ),
      ...pairs.flatMap(({ particles, blocks }) => blocks.map((count) => runOf(runs.steps, count, particles))),
      ...scaling.gaussianDimensions.map((dimension) => scalingRuns.gaussian(dimension, scaling)),
      ...scaling.mixtureDimensions.map((dimension) => scalingRuns.mixture(dimension, scaling)),
      ...scaling.stepsOfGrids.map((steps) => scalingRuns.steps(steps, scaling)),
    ];
    for (const spec of specs) {
      const plan = await resolvePlan(parseSpec(spec), loadModel);
      expect(plan.bytes).toBeGreaterThan(0);
    }
  }
});

describe('the command line', () => {
  test('parts are measured in their order, and all of them unless some are named', () => {
    expect(commandOf([])).toEqual({ parts: PARTS, size: 'full', folder: undefined });
    expect(commandOf(['--part', 'page', '--part', 'peers', '--size', 'small', '--folder', 'here'])).toEqual({
      parts: ['peers', 'page'],
      size: 'small',
      folder: 'here',
    });
  });

  test.each([
    [['--part', 'pears'], '--part is "pears"; allowed is throughput, peers, overhead, runs, scaling or page.'],
    [['--size', 'tiny'], '--size is "tiny"; allowed is full or small.'],
    [['--folder', ''], '--folder is ""; allowed is the path of a folder.'],
    [['--parts', 'page'], "Unknown option '--parts'; allowed are --part, --size and --folder, each with a value."],
    [['page'], "Unexpected argument 'page'; allowed are --part, --size and --folder, each with a value."],
  ])('%j is refused with a sentence', (words, sentence) => {
    expect(() => commandOf(words)).toThrow(sentence);
  });
});

const speed = (library: string, rows: number, rate: number): PeerRate => ({
  library,
  rows,
  seconds: 1e9 / rate,
  range: [1e9 / rate, 1e9 / rate],
  rate,
  multiplyAddRate: 1e10,
  evaluations: 4,
  dispatches: 7,
  error: 1e-7,
  chainError: 2e-7,
});

describe('peers', () => {
  const rates: PeerRate[] = [
    speed(OURS.taken, 64, 6e9),
    speed(OURS.best, 64, 9e9),
    speed('slow', 64, 1e9),
    speed('fast', 64, 3e9),
    { library: 'broken', rows: 64, failure: 'No adapter | at\nall' },
    speed(OURS.taken, 256, 6e9),
    { library: 'slow', rows: 256, failure: 'Out of memory.' },
  ];

  test('the ratio is to the fastest other that runs, and none where none runs', () => {
    expect(ratiosOf({ rates })).toEqual([
      { rows: 64, best: 'fast', taken: 2, bestTile: 3 },
      { rows: 256, best: null, taken: null, bestTile: null },
    ]);
  });

  test('the table has a row for each, and says why one does not run', () => {
    const peers: PeersPart = {
      size: 'full',
      adapter: 'an adapter',
      software: true,
      browser: 'Mozilla/5.0 (X11) HeadlessChrome/150.0.0.0 Safari/537.36',
      network: { dimension: 2, width: 128, depth: 3 },
      tiles: [{ tile: 'fused-4x8x1', rows: 64, rate: 9e9 }],
      rates,
      versions: { fast: '1.2.3' },
      ratios: ratiosOf({ rates }),
    };
    const page = tableOf({ peers });
    expect(rowsOf(page)).toHaveLength(2 + rates.length + (2 + 2) + (2 + 1));
    expect(page).toContain('HeadlessChrome/150.0.0.0');
    expect(page).toContain('measured before every row: 10.00 GFLOP/s (10.00 to 10.00).');
    expect(page).toContain('| 64 | fast 1.2.3 | 333 | 3.00 | 30 % | 7 | 1.0e-7 | 2.0e-7 |');
    expect(page).toContain('| 64 | broken | does not run: No adapter \\| at all |');
    expect(page).toContain('| 64 | fast | 2.00 | 3.00 |');
    expect(page).toContain('| 256 | – | – | – |');
  });
});

test('the page of a visit says what was transferred and when', () => {
  const page = tableOf({
    page: {
      size: 'full',
      adapter: 'an adapter',
      software: true,
      browser: 'Firefox/153.0',
      bytes: { page: { files: 9, sent: 301_499, raw: 900_000 }, all: { files: 30, sent: 1_234_567, raw: 4e6 } },
      firstPaint: 101.2,
      firstPicture: 480.6,
      runDone: 2400,
      longestTask: { start: { elapsed: 90, processor: 45 }, run: { elapsed: 31.4, processor: 12.2 } },
    },
  });
  expect(page).toContain('| page and default run | 9 files, 301 kB sent, 900 kB of contents |');
  expect(page).toContain('| first picture | 481 ms |');
  expect(page).toContain('| longest task of the run | 12 ms on a processor, 31 ms by the clock |');
  expect(fileOf('http://127.0.0.1:80/?run=0')).toBe('index.html');
  expect(fileOf('/models/two-moons.safetensors?x=1')).toBe('models/two-moons.safetensors');
});
