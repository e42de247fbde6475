// Every view draws every kind of trace: numbers are finite, marks stay in the picture, files can be read, and a point that was
// drawn is found again under the pointer.

import { describe, expect, test } from 'vitest';
import { strangersIn } from '../../test/latin-names';
import { frontOf, type SyntheticRules, syntheticTrace } from '../../test/synthetic-trace';
import type { TraceRecorder } from '../core/trace';
import { LANGUAGES, type Language, wordsOf } from '../words';
import { views } from '.';
import { darkPalette, lightPalette } from './palette';
import { clockAxis } from './plot-frame';
import type { Mark, Scene } from './scene';
import { sceneToSvg } from './svg';
import type { View, ViewInput } from './view';

const traces: Readonly<Record<string, SyntheticRules>> = {
  finished: {},
  growing: { records: 10 },
  empty: { records: 0 },
  'one start': { records: 1 },
  'one round': { records: 2 },
  'one block': { blocks: 1, nodes: 40 },
  'one node a block': { blocks: 90, nodes: 1, rounds: 1 },
  'many nodes': { blocks: 2, nodes: 333, rounds: 3 },
  'many rounds': { blocks: 3, nodes: 4, rounds: 150 },
  'NaN errors': { error: (k, i) => (k === 2 ? Number.NaN : frontOf(3)(k, i)) },
  'infinite errors': { error: (k, i) => (k === 2 ? Number.POSITIVE_INFINITY : frontOf(3)(k, i)) },
  'all errors NaN': { error: () => Number.NaN },
  'zero errors': { error: () => 0 },
  'enormous errors': { error: (k) => (k === 1 ? 1e30 : 1) },
  'no tolerance': { tolerance: null },
  'three dimensions': { dimension: 3 },
  'one dimension': { dimension: 1 },
};

const sizes = [
  [860, 220],
  [344, 180],
  [160, 160],
  [120, 60],
] as const;

const english = wordsOf('en');

function inputOf(trace: TraceRecorder, width = 860, height = 220, record = 5, node = 20): ViewInput {
  return { trace, cursor: { record, node }, width, height, palette: lightPalette, words: english };
}

/** A whole sentence of a language. */
const SENTENCE: Readonly<Record<Language, RegExp>> = { en: /^[A-Z0-9].*\.$/, zh: /^[\p{Script=Han}0-9].*。$/u };

/** All numbers of a scene that are coordinates or sizes. */
function numbersOf(mark: Mark): number[] {
  switch (mark.kind) {
    case 'line':
      return [...mark.points.flat(), mark.width, ...(mark.dash ?? []), mark.opacity ?? 1];
    case 'area':
    case 'dots':
      return [...mark.points.flat(), mark.opacity];
    case 'region':
      return [...mark.rings.flat(2), mark.opacity];
    case 'rect':
    case 'cells':
      return [mark.x, mark.y, mark.width, mark.height];
    case 'text':
      return [mark.x, mark.y, mark.size];
  }
}

function placesOf(mark: Mark): (readonly [number, number])[] {
  switch (mark.kind) {
    case 'line':
    case 'area':
    case 'dots':
      return [...mark.points];
    case 'region':
      return mark.rings.flat();
    case 'rect':
    case 'cells':
      return [
        [mark.x, mark.y],
        [mark.x + mark.width, mark.y + mark.height],
      ];
    case 'text':
      return [[mark.x, mark.y]];
  }
}

/** Rows and columns of merged cells may reach beyond the frame by a part of one, and are covered there; 1 for rounding. */
function outside(scene: Scene): Mark[] {
  return scene.marks.filter((mark) => {
    const slack = mark.kind === 'cells' || mark.kind === 'rect' ? Math.max(scene.width, scene.height) / 3 : 1;
    return placesOf(mark).some(
      ([x, y]) => x < -slack || y < -slack || x > scene.width + slack || y > scene.height + slack,
    );
  });
}

const textOf = (scene: Scene): string => scene.marks.map((mark) => (mark.kind === 'text' ? mark.text : '')).join(' | ');

const cases = Object.values<View>(views).flatMap((view) =>
  LANGUAGES.map((language) => [view.name, language, view] as const),
);

describe.each(cases)('%s, %s', (_name, language, view) => {
  const words = wordsOf(language);

  test.each(Object.keys(traces))('draws: %s', (name) => {
    const trace = syntheticTrace(traces[name]);
    for (const [width, height] of sizes) {
      const scene = view.scene({ ...inputOf(trace, width, height), words });
      expect(scene.marks.length).toBeGreaterThan(0);
      expect(scene.marks.flatMap(numbersOf).filter((value) => !Number.isFinite(value))).toEqual([]);
      if (width > 120) expect(outside(scene)).toEqual([]);
      expect(textOf(scene)).not.toMatch(/NaN|undefined|Infinity/);
      if (language === 'zh') expect(strangersIn(textOf(scene) + view.summary(trace, words))).toEqual([]);
      const file = sceneToSvg(scene, { title: view.title(words), description: view.summary(trace, words) });
      expect(file).not.toMatch(/NaN|undefined|Infinity/);
      expect(unclosedTags(file)).toEqual([]);
    }
  });

  test('is a function of its input alone, on both palettes and with a cursor out of range', () => {
    const trace = syntheticTrace();
    const input = { ...inputOf(trace), palette: darkPalette, words };
    expect(view.scene(input)).toEqual(view.scene(input));
    const beyond = view.scene({ ...input, cursor: { record: 9999, node: 9999 } });
    expect(beyond.marks.flatMap(numbersOf).every(Number.isFinite)).toBe(true);
  });

  test('has a table with a value in every cell', () => {
    const { columns, rows } = view.table(syntheticTrace(), words);
    expect(rows.length).toBeGreaterThan(0);
    expect(new Set(columns).size).toBe(columns.length);
    for (const row of rows) expect(row.length).toBe(columns.length);
    expect(() => view.table(syntheticTrace({ records: 0 }), words)).not.toThrow();
  });

  test('says its result in sentences without holes', () => {
    for (const rules of Object.values(traces)) {
      const sentence = view.summary(syntheticTrace(rules), words);
      expect(sentence).toMatch(SENTENCE[language]);
      expect(sentence).not.toMatch(/NaN|undefined|Infinity/);
    }
  });

  test('has no cursor outside of its axes', () => {
    const input = inputOf(syntheticTrace());
    expect(view.cursorAt(input, -5, -5)).toBeNull();
    expect(view.cursorAt(input, 9999, 100)).toBeNull();
    expect(view.cursorAt(inputOf(syntheticTrace({ records: 0 })), 300, 100)).toBeNull();
  });
});

/** Names of elements that are opened and not closed, or the other way round, in the order in which that shows. */
function unclosedTags(file: string): string[] {
  const open: string[] = [];
  for (const [, closing, name = '', empty] of file.matchAll(/<(\/?)([a-z]+)(?:\s[^>]*?)?(\/?)>/g)) {
    if (empty) continue;
    if (!closing) open.push(name);
    else if (open.pop() !== name) return [name];
  }
  return open;
}

describe('cursorAt inverts positions', () => {
  const trace = syntheticTrace({ blocks: 4, nodes: 16, rounds: 6 });
  const input = inputOf(trace);
  const axis = clockAxis(trace, input.width);

  test('convergence: the record of every number of calls', () => {
    for (let clock = 0; clock <= 24; clock++) {
      const cursor = views.convergence.cursorAt(input, axis.at(clock), 100);
      expect(trace.rounds[cursor?.record ?? -1]?.clock).toBe(clock);
      expect(cursor?.node).toBe(input.cursor.node);
    }
  });

  test('heatmap: the crossing of its cursor lines', () => {
    for (const [record, node] of [
      [0, 0],
      [3, 40],
      [27, 64],
    ] as const) {
      const scene = views.heatmap.scene({ ...input, cursor: { record, node } });
      const lines = scene.marks.filter((mark) => mark.kind === 'line').slice(-3);
      const [x = 0] = (lines[0] as Mark & { kind: 'line' }).points[0] ?? [];
      const [, y = 0] = (lines[2] as Mark & { kind: 'line' }).points[0] ?? [];
      expect(views.heatmap.cursorAt(input, x, y)).toEqual({ record, node });
    }
  });

  test('race: the first record that has finished as many nodes', () => {
    const lane = views.race.scene(input).marks.find((mark) => mark.kind === 'line') as Mark & { kind: 'line' };
    const [from = [0, 0], to = [0, 0]] = lane.points;
    const cursor = views.race.cursorAt(input, from[0] + 0.5 * (to[0] - from[0]), from[1]);
    expect(cursor).toEqual({ record: 13, node: 32 });
  });

  test('stage: the node under a path', () => {
    const square = inputOf(trace, 300, 300, 27, 64);
    const dots = views.stage.scene(inputOf(trace, 300, 300, 26, 40)).marks.find((mark) => mark.kind === 'dots');
    const [x, y] = (dots as Mark & { kind: 'dots' }).points[0] as [number, number];
    // Paths are circles traversed slowly, and rounds 5 and 6 are 0.02 apart: the nearest node is near.
    expect(Math.abs((views.stage.cursorAt(square, x, y)?.node ?? -99) - 40)).toBeLessThanOrEqual(3);
  });
});

describe('a growing trace', () => {
  test('the axis of calls never becomes shorter, and is exact at the end', () => {
    const rules = { blocks: 6, nodes: 16, rounds: 7 };
    let before = 0;
    for (let records = 0; records < 6 * 8; records++) {
      const { last } = clockAxis(syntheticTrace({ ...rules, records }), 800);
      expect(last).toBeGreaterThanOrEqual(before);
      before = last;
    }
    expect(clockAxis(syntheticTrace(rules), 800).last).toBe(42);
  });

  test('the heatmap is drawn anew when its trace has grown', () => {
    const full = syntheticTrace();
    const growing = syntheticTrace({ records: 3 });
    const cellsOf = (trace: TraceRecorder) =>
      views.heatmap.scene(inputOf(trace)).marks.find((mark) => mark.kind === 'cells')?.columns;
    expect(cellsOf(growing)).toBe(3);
    const { offset, ...next } = full.rounds[3] as (typeof full.rounds)[number];
    const part = (array: Float32Array, width: number) => array.slice(offset * width, (offset + next.count) * width);
    growing.append({
      ...next,
      nodeResidual: part(full.nodeResidual, 1),
      nodeError: part(full.nodeError, 1),
      nodeError99: part(full.nodeError99, 1),
      nodeErrorMedian: part(full.nodeErrorMedian, 1),
      paths: part(full.paths, 6),
    });
    expect(cellsOf(growing)).toBe(4);
  });
});

test('numbers that are not finite are marked as such', () => {
  const scene = views.heatmap.scene(inputOf(syntheticTrace(traces['NaN errors'])));
  const cells = scene.marks.find((mark) => mark.kind === 'cells');
  expect(cells?.colours).toContain(lightPalette.notFinite);
  expect(textOf(scene)).toContain('not finite');
  expect(textOf(views.heatmap.scene(inputOf(syntheticTrace())))).not.toContain('not finite');
});

test('the heatmap prints the slope of the tolerance front', () => {
  const trace = syntheticTrace({ blocks: 2, nodes: 12, rounds: 4, error: frontOf(3) });
  expect(textOf(views.heatmap.scene(inputOf(trace)))).toContain('within 0.001: 3.0 nodes per round, to node 24');
  expect(textOf(views.heatmap.scene(inputOf(syntheticTrace({ records: 0 }))))).not.toContain('per round');
});

test('stages say how many particles they show', () => {
  const trace = syntheticTrace();
  const captionAt = (record: number, node: number) => textOf(views.stage.scene(inputOf(trace, 400, 400, record, node)));
  expect(captionAt(3, 10)).toContain('3 of 5 particles');
  expect(captionAt(6, 16)).toContain('| 5 particles');
  expect(captionAt(5, 16)).toContain('3 of 5 particles');
});

test('stages say how many particles cannot be seen', () => {
  const trace = syntheticTrace({ blocks: 1, nodes: 8, tracked: 5, particles: 5 });
  const captionAt = () => textOf(views.stage.scene(inputOf(trace, 400, 400, 3, 8)));
  const last = trace.rounds[3];
  if (!last) throw new Error('The trace has a third round.');
  // First coordinates at the last node, `[entry][axis][tracked]`.
  const at = (last.offset + 7) * 2 * 5;
  expect(captionAt()).toContain('| 5 particles');
  expect(captionAt()).not.toContain('particles,');
  trace.paths.set([1e4, Number.POSITIVE_INFINITY, Number.NaN], at);
  expect(captionAt()).toContain('5 particles, 2 not finite, 1 outside');
});

test('summaries state the numbers of the run', () => {
  const trace = syntheticTrace({ blocks: 4, nodes: 16, rounds: 6, error: frontOf(3) });
  expect(views.convergence.summary(trace, english)).toBe(
    'After 24 network calls all 64 nodes are within 0.001 of the sequential path, which needs 64 calls; the largest error on the way (hump) was 1.',
  );
  expect(views.convergence.summary(syntheticTrace({ rounds: 2, error: frontOf(3) }), english)).toContain(
    'differ by up to 1 from the sequential path',
  );
  expect(views.convergence.summary(syntheticTrace({ records: 10 }), english)).toContain('16 of 64 nodes are finished');
  expect(views.convergence.summary(syntheticTrace({ records: 0 }), english)).toBe('No round is done yet.');
  expect(views.race.summary(trace, english)).toBe(
    'After 24 network calls the parallel sampler has finished all 64 nodes and the sequential sampler 24.',
  );
  expect(views.heatmap.summary(trace, english)).toContain('came to node 64 of 64, advancing by 2.7 nodes per round');
});
