// Test plan: for real float64 traces of every method: (1) the place of every record in words, against a walk of the method's steps
// written down here; (2) labels of segments, ticks of the node axis, fronts and words that depend on the method.

import { describe, expect, test } from 'vitest';
import { parseSpec } from '../core/parse-spec';
import { planRun } from '../core/plan';
import { simulated } from '../core/simulated';
import { resolveTarget } from '../core/targets';
import type { TraceRecorder } from '../core/trace';
import { wordsOf } from '../words';
import { views } from '.';
import { lightPalette } from './palette';
import { placeWords, segmentNames } from './places';
import type { Mark } from './scene';
import { runWord } from './sentences';
import { finalFront } from './trace-lookup';

const english = wordsOf('en');

const BLOCKS = 3;
const NODES = 4;
/** A tolerance that no residual above rounding is below: every segment takes the rounds that it may. */
const NEVER = 1e-9;

function traceOf(method: object, dynamics = 'sde'): TraceRecorder {
  const target = { kind: 'mixture', name: 'ring' };
  const spec = parseSpec({ target, dynamics, blocks: BLOCKS, nodes: NODES, particles: 3, method });
  return simulated(planRun(spec, resolveTarget(spec.target, null)));
}

const fixed = { tolerance: null, iterations: 2 };
const corrector = { subBlocks: 2, steps: 5, rounds: 2 };
const traces = {
  piadm: traceOf({ kind: 'piadm', ...fixed }),
  corrected: traceOf({ kind: 'piadm', ...fixed, corrector }, 'ode'),
  window: traceOf({ kind: 'window', window: 6, tolerance: NEVER }),
  wavefront: traceOf({ kind: 'wavefront', ...fixed }),
  anderson: traceOf({ kind: 'anderson', ...fixed }),
  parareal: traceOf({ kind: 'parareal', ...fixed }),
  'few steps': traceOf({ kind: 'few-step', steps: 6 }),
  sequential: traceOf({ kind: 'sequential' }),
};

const placesOf = (trace: TraceRecorder) => trace.rounds.map((record) => placeWords(trace, record, english));
const numbers = (count: number, from = 1) => Array.from({ length: count }, (_, i) => from + i);

describe('places', () => {
  const rounds = ['start', 'round 1', 'round 2'];
  const ofBlocks = numbers(BLOCKS).flatMap((block) => rounds.map((round) => `block ${block}, ${round}`));

  test('blocks and their rounds', () => {
    expect(placesOf(traces.piadm)).toEqual(ofBlocks);
    expect(placesOf(traces.anderson)).toEqual(ofBlocks);
  });

  test('a corrector belongs to its block', () => {
    const expected = numbers(BLOCKS).flatMap((block) =>
      ['', 'corrector 1, ', 'corrector 2, '].flatMap((part) =>
        rounds.map((round) => `block ${block}, ${part}${round}`),
      ),
    );
    expect(placesOf(traces.corrected)).toEqual(expected);
  });

  test('one sub-block is the corrector', () => {
    const trace = traceOf({ kind: 'piadm', ...fixed, corrector: { ...corrector, subBlocks: 1 } }, 'ode');
    expect(placesOf(trace)[3]).toBe('block 1, corrector, start');
  });

  test('every slide begins another window', () => {
    expect(placesOf(traces.window).slice(0, 3)).toEqual(['window 1, start', 'window 1, round 1', 'window 2, start']);
  });

  test('a wavefront is at its first block that is not finished', () => {
    const words = placesOf(traces.wavefront);
    const fronts = [0, ...traces.wavefront.rounds.map(({ front }) => front)];
    words.forEach((place, index) => {
      expect(place.split(',')[0]).toBe(`block ${(fronts[index] ?? 0) / NODES + 1}`);
    });
  });

  test('Parareal: a first sweep, then fine steps and a sweep in every iteration', () => {
    const coarse = numbers(BLOCKS).map((step) => `coarse step ${step}`);
    const fine = numbers(NODES).map((step) => `fine step ${step}`);
    expect(placesOf(traces.parareal)).toEqual([
      ...coarse.map((step) => `first sweep, ${step}`),
      ...numbers(2).flatMap((iteration) => [...fine, ...coarse].map((step) => `iteration ${iteration}, ${step}`)),
    ]);
  });

  test('steps one after the other', () => {
    expect(placesOf(traces['few steps'])).toEqual(numbers(6).map((step) => `step ${step}`));
    expect(placesOf(traces.sequential)[3]).toBe('node 2');
  });

  test.each(Object.entries(traces))('%s: the table of the convergence plot tells them', (_, trace) => {
    const { columns, rows } = views.convergence.table(trace, english);
    expect(rows).toHaveLength(trace.rounds.length);
    for (const row of rows) expect(row).toHaveLength(columns.length);
    expect(rows.map((row) => row[columns.indexOf('first node')])).toEqual(trace.rounds.map((round) => round.firstNode));
    expect(Math.max(...rows.map((row) => Number(row[columns.indexOf('last node')])))).toBe(
      trace.plan.totalNodes - trace.plan.parameters.blockLength ** (trace.plan.schedule.kind === 'few-step' ? 1 : 0),
    );
  });
});

const sceneOf = (view: keyof typeof views, trace: TraceRecorder, record = trace.rounds.length - 1) =>
  views[view].scene({
    trace,
    cursor: { record, node: 9 },
    width: 900,
    height: 320,
    palette: lightPalette,
    words: english,
  }).marks;
const textsOf = (marks: readonly Mark[]) => marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []));

describe('labels', () => {
  test('blocks are counted as blocks, with their correctors between them', () => {
    expect(segmentNames(traces.corrected, english).map(({ name }) => name)).toEqual([
      'block 1',
      'corrector',
      'corr.',
      '2',
      'corr.',
      'corr.',
      '3',
      'corr.',
      'corr.',
    ]);
    expect(segmentNames(traces.piadm, english).map(({ name }) => name)).toEqual(['block 1', '2', '3']);
    expect(textsOf(sceneOf('convergence', traces.corrected))).toEqual(
      expect.arrayContaining(['block 1', 'corrector', '2', '3']),
    );
  });

  test('ticks of the node axis stand at block ends, correctors included', () => {
    const ticks = textsOf(sceneOf('heatmap', traces.corrected)).slice(0, 4);
    expect(ticks).toEqual(['0', '14', '28', '42']);
    expect(textsOf(sceneOf('heatmap', traces.piadm)).slice(0, 4)).toEqual(['0', '4', '8', '12']);
  });

  test('what is not parallel is not called so', () => {
    expect(runWord(traces.parareal, english)).toBe('parallel');
    for (const [name, word] of [
      ['few steps', 'few steps'],
      ['sequential', 'this run'],
    ] as const) {
      expect(runWord(traces[name], english)).toBe(word);
      for (const view of ['stage', 'race', 'convergence'] as const) {
        // Beside itself the sequential sampler does not race.
        const shown = view === 'race' && name === 'sequential' ? name : word;
        expect(textsOf(sceneOf(view, traces[name]))).toContain(shown);
        expect(textsOf(sceneOf(view, traces[name]))).not.toContain('parallel');
      }
      expect(views.race.summary(traces[name], english)).toContain(`${word} has finished`);
    }
  });

  test('few steps are said to solve other equations', () => {
    expect(views.stage.summary(traces['few steps'], english)).toMatch(
      /^.*6 network calls .* differ by up to .* other equations\.$/,
    );
    // With a step a node they are the same.
    expect(views.stage.summary(traceOf({ kind: 'few-step', steps: BLOCKS * NODES }), english)).toContain(
      'within 0.001',
    );
  });
});

describe('the fronts of a window', () => {
  const lines = sceneOf('heatmap', traces.window).filter((mark) => mark.kind === 'line');
  /** The first; the cursor's lines have an edge of the same colour. */
  const white = lines.filter(({ stroke }) => stroke === '#ffffff').slice(0, 2);

  test('are one of agreement and one of what it has passed, not one for each of its rounds', () => {
    expect(white.map(({ dash }) => dash !== undefined)).toEqual([true, false]);
    expect(textsOf(sceneOf('heatmap', traces.window))).toContain('passed by the window');
    expect(finalFront(traces.window).at(-1)).toEqual([traces.window.rounds.at(-1)?.clock, BLOCKS * NODES]);
  });

  test('follow the window', () => {
    const clocks = traces.window.rounds.map(({ clock }) => clock);
    for (const front of white) expect(front.points).toHaveLength(clocks.length);
    const heights = white.map(({ points }) => points.map(([, y]) => y));
    // Nothing is passed by a tolerance that small but what is exact, so agreement is never behind.
    heights[0]?.forEach((passed, index) => {
      expect(heights[1]?.[index]).toBeLessThanOrEqual(passed + 1e-9);
    });
  });
});
