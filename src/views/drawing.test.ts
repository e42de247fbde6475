// The parts that drawings are made of: numbers, colours, cut lines, contours, densities and files.

import { describe, expect, test } from 'vitest';
import { syntheticPlan, syntheticTrace } from '../../test/synthetic-trace';
import { mixtureDensity } from '../core/targets/density';
import { wordsOf } from '../words';
import { contourRings } from './contour';
import { errorGrid, MOST_CELLS } from './error-grid';
import { decadeTicks, errorColour, errorDomain, errorPlace } from './error-scale';
import { clipPolyline, type Point } from './geometry';
import { formatCount, formatError, powerOfTen } from './numbers';
import { darkPalette, lightPalette } from './palette';
import { escapeXml, sceneToSvg } from './svg';
import { densityRegions, massLevels, sampleDensity, stageWindow } from './target-density';

const english = wordsOf('en');

test('numbers as text', () => {
  expect([0, 0.00131, 3.14, 12, 4.2e-6, 99999, -0.00002].map((value) => formatError(value, english))).toEqual(
    ['0', '0.0013', '3.1', '12', '4.2 × 10⁻⁶', '1.0 × 10⁵', '−2.0 × 10⁻⁵'].map((text) =>
      text.replaceAll(' ', '\u00a0'),
    ),
  );
  expect([Number.NaN, Number.POSITIVE_INFINITY].map((value) => formatError(value, english))).toEqual([
    'not finite',
    'not finite',
  ]);
  expect(formatError(Number.NaN, wordsOf('zh'))).toBe('非有限');
  expect(formatCount(16384)).toBe('16,384');
  expect([-12, 0, 1, 3].map(powerOfTen)).toEqual(['10⁻¹²', '1', '10', '10³']);
});

describe('the error scale', () => {
  const brightness = (colour: string) => {
    const channel = (at: number) => {
      const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    };
    const luminance = 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
    return 116 * Math.cbrt(luminance) - 16;
  };

  test('its lightness (CIE L*) rises evenly', () => {
    const steps = Array.from({ length: 17 }, (_, i) => brightness(errorColour(i / 16)));
    const rises = steps.slice(1).map((value, i) => value - (steps[i] ?? 0));
    const mean = rises.reduce((sum, rise) => sum + rise, 0) / rises.length;
    // Nine anchors joined by straight lines in sRGB: within half of the mean step of an even rise.
    for (const rise of rises) expect(Math.abs(rise - mean)).toBeLessThan(0.5 * mean);
  });

  test('ends, zero and numbers that are not finite have places', () => {
    const domain = { low: -6, high: 1 };
    expect([0, 1e-6, 1e-9].map((error) => errorPlace(domain, error))).toEqual([0, 0, 0]);
    expect([10, 1e9, Number.NaN, Number.POSITIVE_INFINITY].map((error) => errorPlace(domain, error))).toEqual([
      1, 1, 1, 1,
    ]);
    expect(errorPlace(domain, 10 ** -2.5)).toBeCloseTo(0.5, 12);
  });

  test('the domain covers tolerance and hump; errors that are not finite do not stretch it', () => {
    expect(errorDomain(syntheticTrace())).toEqual({ low: -6, high: 1 });
    expect(errorDomain(syntheticTrace({ error: () => 3e4, tolerance: 1e-2 }))).toEqual({ low: -5, high: 5 });
    expect(errorDomain(syntheticTrace({ error: () => 1e30 })).high).toBe(30);
    expect(errorDomain(syntheticTrace({ error: () => Number.NaN }))).toEqual({ low: -6, high: 1 });
    expect(decadeTicks({ low: -6, high: 1 }, 4)).toEqual([-6, -3, 0]);
  });
});

describe('the error grid', () => {
  test('merges by the largest error, keeps finished nodes, leaves unreached ones out', () => {
    const trace = syntheticTrace({
      blocks: 2,
      nodes: 300,
      rounds: 2,
      tracked: 1,
      error: (k, i) => (i === 7 && k === 1 ? 9 : 0.5),
    });
    const { rows, columns, nodesPerRow, values } = errorGrid(trace);
    expect([rows, columns, nodesPerRow]).toEqual([MOST_CELLS.rows, 5, 3]);
    const column = (index: number) => Array.from({ length: rows }, (_, row) => values[row * columns + index]);
    expect(column(1)[2]).toBe(9);
    expect(column(2)[2]).toBe(0.5);
    expect(column(4)[2]).toBe(0.5);
    expect(column(1)[100]).toBe(-1);
    expect(column(2)[100]).toBe(0.5);
    // Half of the nodes at 0 and 1 calls, all from 2 on, when the second block starts.
    expect([0, 1, 2, 4].map((index) => column(index).filter((value) => value === -1).length)).toEqual([100, 100, 0, 0]);
  });
});

describe('clipPolyline', () => {
  const square = { x: 0, y: 0, width: 10, height: 10 };

  test('cuts at the edge and breaks where the line leaves', () => {
    const line: Point[] = [
      [-5, 5],
      [5, 5],
      [5, 15],
      [8, 15],
      [8, 5],
    ];
    expect(clipPolyline(square, line)).toEqual([
      [
        [0, 5],
        [5, 5],
        [5, 10],
      ],
      [
        [8, 10],
        [8, 5],
      ],
    ]);
  });

  test('numbers that are not finite break the line', () => {
    const line: Point[] = [
      [1, 1],
      [2, 2],
      [Number.NaN, 3],
      [4, 4],
      [5, 5],
      [Number.POSITIVE_INFINITY, 6],
    ];
    expect(clipPolyline(square, line).length).toBe(2);
  });
});

describe('contourRings', () => {
  const size = 60;
  const field = (value: (x: number, y: number) => number) => ({
    columns: size,
    rows: size,
    values: Float64Array.from({ length: size * size }, (_, i) => value(i % size, Math.floor(i / size))),
  });
  const area = (ring: readonly Point[]) =>
    ring.reduce((sum, [x, y], i) => {
      const [nextX, nextY] = ring[(i + 1) % ring.length] as Point;
      return sum + (x * nextY - nextX * y) / 2;
    }, 0);

  test('a disc has one ring of its area', () => {
    const rings = contourRings(
      field((x, y) => -Math.hypot(x - 30, y - 30)),
      -20,
    );
    expect(rings.length).toBe(1);
    // Chords of unit length on a circle of radius 20 lose less than 1 % of its area.
    expect(Math.abs(Math.abs(area(rings[0] as Point[])) / (Math.PI * 400) - 1)).toBeLessThan(0.01);
  });

  test('a ring has two borders, of opposite direction', () => {
    const rings = contourRings(
      field((x, y) => -Math.abs(Math.hypot(x - 30, y - 30) - 15)),
      -5,
    );
    const areas = rings.map(area);
    expect(rings.length).toBe(2);
    expect(Math.abs((areas[0] as number) + (areas[1] as number)) / (Math.PI * 300)).toBeCloseTo(1, 1);
  });

  test('a region that leaves the grid is closed along the edge', () => {
    const [ring] = contourRings(
      field((x) => x),
      29.5,
    );
    expect(Math.abs(area(ring as Point[]))).toBeCloseTo(29.5 * 59, 6);
  });

  test('saddles keep corners apart, and nothing above the level gives no ring', () => {
    expect(contourRings({ columns: 2, rows: 2, values: Float64Array.from([1, 0, 0, 1]) }, 0.5).length).toBe(2);
    expect(
      contourRings(
        field(() => 0),
        1,
      ),
    ).toEqual([]);
  });
});

describe("the target's density", () => {
  const plan = syntheticPlan({ dimension: 2 });
  const { density } = plan.target;
  if (!density) throw new Error('The ring has a density.');
  const window = stageWindow(plan);

  test('the window is square and holds the data and the start', () => {
    expect(window.xMax - window.xMin).toBeCloseTo(window.yMax - window.yMin, 12);
    expect(window.xMax).toBeGreaterThanOrEqual(3);
    expect(window.xMin).toBeLessThanOrEqual(-3);
  });

  test('samples are the closed form up to one factor', () => {
    const field = sampleDensity(plan, density, window);
    const cell = (window.xMax - window.xMin) / field.columns;
    const ratios = [
      [48, 70],
      [20, 48],
      [66, 66],
    ].map(([column = 0, row = 0]) => {
      const [x, y] = [window.xMin + (column + 0.5) * cell, window.yMin + (row + 0.5) * cell];
      const exact = mixtureDensity(density, plan.spec.cutoff, plan.projection, x, y);
      return (field.values[row * field.columns + column] ?? 0) / exact;
    });
    for (const ratio of ratios) expect(Math.abs(ratio / (ratios[0] ?? 1) - 1)).toBeLessThan(1e-9);
  });

  test('regions hold their share of the mass', () => {
    const field = sampleDensity(plan, density, window);
    const [level = 0] = massLevels(field, [0.9]);
    const total = field.values.reduce((sum, value) => sum + value, 0);
    const inside = field.values.reduce((sum, value) => (value >= level ? sum + value : sum), 0);
    expect(inside / total).toBeGreaterThanOrEqual(0.9);
    expect(inside / total).toBeLessThan(0.91);
    // Eight modes: eight islands where the density is highest.
    expect(densityRegions(plan).at(-1)?.length).toBe(8);
  });

  test('of one coordinate is an area on the line y = 0', () => {
    const line = syntheticPlan({ dimension: 1 });
    const [[ring = []] = []] = densityRegions(line);
    expect(ring.every(([, y]) => y >= 0 && y <= stageWindow(line).yMax)).toBe(true);
    expect([ring[0]?.[1], ring.at(-1)?.[1]]).toEqual([0, 0]);
  });

  test('is computed once', () => expect(densityRegions(plan)).toBe(densityRegions(plan)));
});

describe('svg files', () => {
  const scene = {
    width: 10,
    height: 10,
    marks: [{ kind: 'text', x: 1, y: 2, text: '<a & "b">\u0001', fill: '#000', size: 11 }],
  } as const;

  test('escape their text and leave out what XML forbids', () => {
    expect(escapeXml(`<&>"'\u0001`)).toBe('&lt;&amp;&gt;&quot;&#39;');
    const file = sceneToSvg(scene, { title: 'x < y', description: 'a & b', background: '#fff' });
    expect(file).toContain('>&lt;a &amp; &quot;b&quot;&gt;</text>');
    expect(file).toContain('<title>x &lt; y</title>');
    expect(file).toContain('<desc>a &amp; b</desc>');
    expect(file).toContain('<rect width="10" height="10" fill="#fff"/>');
  });

  test('refuse a coordinate that is not finite', () => {
    const broken = {
      ...scene,
      marks: [{ kind: 'dots', points: [[Number.NaN, 1]], radius: 1, fill: '#000', opacity: 1 }],
    } as const;
    expect(() => sceneToSvg(broken, { title: '', description: '' })).toThrow('A scene has the coordinate NaN');
  });
});

test('texts can be read on the paper: contrast of at least 4.5 for words, on both schemes', () => {
  const luminance = (colour: string) => {
    const channel = (at: number) => {
      const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    };
    return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
  };
  const contrast = (a: string, b: string) => {
    const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (light + 0.05) / (dark + 0.05);
  };
  for (const { paper, ink, muted, sequential, parallel } of [lightPalette, darkPalette])
    for (const colour of [ink, muted, sequential, parallel]) expect(contrast(colour, paper)).toBeGreaterThan(4.5);
});
