// Drawings of the race: which nodes agree when, where the clock stands, what the marks are, and what the sentences say.

import { describe, expect, test } from 'vitest';
import { frontOf, type SyntheticRules, syntheticTrace } from '../../test/synthetic-trace';
import { callsToAgreement } from '../core/agreement';
import { wordsOf } from '../words';
import { laneColour } from './lane-colours';
import { agreementCurve, laneNodes } from './lane-progress';
import { darkPalette, lightPalette } from './palette';
import {
  axisEnd,
  callsAt,
  clockEnd,
  firstFinish,
  positionAt,
  type RaceCurvesInput,
  raceCurvesScene,
  raceCurvesTable,
} from './race-curves';
import { type LanePicture, lanesHeight, type RacePicture, raceScene, raceSentence, raceTable } from './race-lanes';
import type { Mark, Scene } from './scene';
import { sceneToSvg } from './svg';

const words = wordsOf('en');

/** 4 blocks of 16 nodes and 6 rounds each: fronts of 3 nodes a round finish in the last round, of 8 in the second of each block. */
const lane = (label: string, role: LanePicture['role'], rules: SyntheticRules, calls = 0): LanePicture => ({
  label,
  role,
  trace: syntheticTrace(rules),
  calls,
  note: '',
});
const waiting: LanePicture = { label: 'Waiting', role: 3, trace: null, calls: 0, note: 'not run yet' };
const picture = (calls = 0): RacePicture => ({
  lanes: [
    lane('Sequential', 'sequential', { error: frontOf(1), rounds: 16 }, calls),
    lane('Chosen, 4 blocks', 'chosen', {}, calls),
    lane('Fast, 4 blocks', 1, { error: frontOf(8), rounds: 3 }, calls),
    lane('Never', 2, { error: () => 0.5 }, calls),
    waiting,
  ],
  steps: 64,
  tolerance: 1e-3,
});

describe('nodes that agree', () => {
  const trace = syntheticTrace();

  test('are behind the front, of all particles and of the median one', () => {
    // After 2 rounds of the first block the front is at 6; the medians of the synthetic traces are a tenth of the worst.
    const nodes = laneNodes(trace, 2, 1e-3);
    expect([...nodes.agreeing].map((value, i) => (value === 2 ? i : -1)).filter((i) => i >= 0)).toEqual([
      0, 1, 2, 3, 4, 5,
    ]);
    expect(nodes.within).toBe(6);
    expect(nodes.flight).toEqual([1, 16]);
    expect(laneNodes(trace, 2, 0.5).agreeing.filter((value) => value === 1)).toHaveLength(10);
  });

  test('are none before the first call, and all after the last, when nothing is in flight', () => {
    expect(laneNodes(trace, 0, 1e-3)).toMatchObject({ within: 0, flight: null });
    expect(laneNodes(trace, 24, 1e-3)).toMatchObject({ within: 64, flight: null });
    expect(laneNodes(trace, 1000, 1e-3).within).toBe(64);
  });

  test('are counted the same for one clock and for all clocks at once', () => {
    for (const tolerance of [1e-3, 2]) {
      const curve = agreementCurve(trace, tolerance);
      expect(curve).toHaveLength(25);
      curve.forEach((within, calls) => {
        expect(laneNodes(trace, calls, tolerance).within).toBe(within);
      });
    }
  });

  test('are all of them from the call on at which the lane finishes, and not one call before', () => {
    for (const rules of [{}, { error: frontOf(8), rounds: 3 }, { error: frontOf(5) }] as SyntheticRules[]) {
      const finished = syntheticTrace(rules);
      const finish = callsToAgreement(finished, 1e-3, 'worst');
      const curve = agreementCurve(finished, 1e-3);
      expect(curve.indexOf(64)).toBe(finish);
    }
  });

  test('relapse where an error grows again', () => {
    const relapsing = syntheticTrace({ blocks: 1, nodes: 4, rounds: 3, error: (k) => (k === 2 ? 1 : k === 0 ? 1 : 0) });
    expect(agreementCurve(relapsing, 1e-3)).toEqual([0, 4, 0, 4]);
  });
});

describe('the clock', () => {
  test('of calls ends with the last lane, and begins with the first finish', () => {
    expect(clockEnd(picture().lanes, 'rounds')).toBe(64);
    expect(firstFinish(picture(), 'rounds')).toBe(11);
    // The axis is a little longer than the last parallel lane, not as long as the sequential one.
    expect(axisEnd(picture(), 'rounds')).toBeCloseTo(1.12 * 24, 9);
    expect(clockEnd([waiting], 'rounds')).toBe(0);
    expect(firstFinish({ lanes: [waiting], steps: 4, tolerance: 1 }, 'time')).toBe(0);
  });

  test('of times spreads what was measured evenly over calls, of the sequential lane that of the plain sampler', () => {
    const chosen = picture().lanes[1]!.trace!;
    // 24 rounds in the one millisecond of the synthetic outcome.
    expect(callsAt(chosen, 'time', 0.5)).toBe(12);
    expect(callsAt(chosen, 'time', 0.49)).toBe(11);
    expect(callsAt(chosen, 'time', 99)).toBe(24);
    for (let calls = 0; calls <= 24; calls++) expect(callsAt(chosen, 'time', calls / 24)).toBe(calls);
    const sequential = syntheticTrace({ rounds: 16, error: frontOf(1) });
    Object.assign(sequential.plan.spec, { method: { kind: 'sequential' } });
    // Two milliseconds.
    expect(callsAt(sequential, 'time', 1)).toBe(32);
  });

  test('is found under the pointer where it was drawn', () => {
    const input: RaceCurvesInput = {
      ...picture(),
      clock: 'rounds',
      position: 9,
      width: 700,
      height: 200,
      palette: lightPalette,
      words,
    };
    const at = raceCurvesScene(input).marks.findLast(
      (mark) => mark.kind === 'line' && mark.stroke === lightPalette.cursor,
    );
    expect(at?.kind).toBe('line');
    const x = at?.kind === 'line' ? (at.points[0]?.[0] ?? 0) : 0;
    expect(positionAt(input, x, 100)).toBe(9);
    expect(positionAt(input, x, 900)).toBeNull();
    expect(positionAt(input, 0, 100)).toBeNull();
    const time = { ...input, clock: 'time', position: 0.4 } as const;
    const line = raceCurvesScene(time).marks.findLast((m) => m.kind === 'line' && m.stroke === lightPalette.cursor);
    expect(positionAt(time, line?.kind === 'line' ? (line.points[0]?.[0] ?? 0) : 0, 100)).toBeCloseTo(0.4, 9);
  });
});

function numbersOf(mark: Mark): number[] {
  switch (mark.kind) {
    case 'line':
    case 'area':
    case 'dots':
      return mark.points.flat();
    case 'region':
      return mark.rings.flat(2);
    case 'rect':
    case 'cells':
      return [mark.x, mark.y, mark.x + mark.width, mark.y + mark.height];
    case 'text':
      return [mark.x, mark.y];
  }
}

/** Every mark is finite and in the picture, and the picture can be written. */
function expectSound(scene: Scene): void {
  for (const mark of scene.marks) {
    for (const value of numbersOf(mark)) expect(Number.isFinite(value)).toBe(true);
    const [xs, ys] = [numbersOf(mark).filter((_, i) => i % 2 === 0), numbersOf(mark).filter((_, i) => i % 2 === 1)];
    expect(Math.min(...xs)).toBeGreaterThanOrEqual(-1);
    expect(Math.max(...xs)).toBeLessThanOrEqual(scene.width + 1);
    expect(Math.min(...ys)).toBeGreaterThanOrEqual(-1);
    expect(Math.max(...ys)).toBeLessThanOrEqual(scene.height + 1);
  }
  expect(sceneToSvg(scene, { title: 'T', description: 'D' })).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
}

describe.each([340, 700, 944])('drawings of width %i', (width) => {
  const size = { width, palette: lightPalette, words };

  test('are sound, at any clock and without results', () => {
    for (const calls of [0, 5, 11, 24, 64]) {
      const { lanes } = picture(calls);
      expectSound(raceScene({ ...picture(calls), ...size, height: lanesHeight(lanes.length, width) }));
      for (const clock of ['rounds', 'time'] as const)
        expectSound(raceCurvesScene({ ...picture(calls), ...size, clock, position: calls, height: 180 }));
    }
    const empty: RacePicture = { lanes: [waiting], steps: 64, tolerance: 1e-3 };
    expectSound(raceScene({ ...empty, ...size, height: lanesHeight(1, width) }));
    expectSound(raceCurvesScene({ ...empty, ...size, clock: 'rounds', position: 0, height: 180 }));
    expectSound(raceScene({ ...empty, lanes: [], ...size, height: 60 }));
  });

  test('are sound with errors that are not finite', () => {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const lanes = [
        lane('Lost', 1, { error: () => bad }, 3),
        lane('Back', 2, { error: (k) => (k === 2 ? bad : 0) }, 3),
      ];
      expectSound(raceScene({ lanes, steps: 64, tolerance: 1e-3, ...size, height: 100 }));
      expectSound(
        raceCurvesScene({ lanes, steps: 64, tolerance: 1e-3, ...size, clock: 'rounds', position: 3, height: 180 }),
      );
    }
  });

  test('cover of each lane just the nodes that agree', () => {
    const { marks } = raceScene({ ...picture(5), ...size, height: lanesHeight(5, width) });
    const chosen = marks.filter(
      (mark) => mark.kind === 'rect' && mark.fill === lightPalette.parallel && mark.opacity === 1,
    );
    const track = marks.find((mark) => mark.kind === 'rect' && mark.fill === lightPalette.hairline);
    // Fronts of 3 nodes a round: 15 of 64 nodes after 5 calls.
    const [strip] = chosen;
    const share = strip?.kind === 'rect' && track?.kind === 'rect' ? strip.width / track.width : 0;
    expect(chosen).toHaveLength(1);
    expect(share).toBeCloseTo(15 / 64, 9);
  });
});

describe('colours of lanes', () => {
  test.each([
    ['light', lightPalette],
    ['dark', darkPalette],
  ])('are told apart, and never those that mean something else: %s', (_, palette) => {
    const named = [laneColour('sequential', palette).colour, laneColour('chosen', palette).colour];
    expect(named).toEqual([palette.sequential, palette.parallel]);
    const others = Array.from({ length: 12 }, (_unused, i) => laneColour(i + 1, palette));
    expect(new Set(others.map((colour) => JSON.stringify(colour))).size).toBe(12);
    for (const { colour } of others) expect([...named, palette.notFinite, palette.hairline]).not.toContain(colour);
    const baselines = [0, 1, 2].map((baseline) => laneColour({ baseline }, palette));
    expect(new Set(baselines.map(({ colour }) => colour))).toEqual(new Set([palette.sequential]));
    expect(new Set(baselines.map(({ dash }) => JSON.stringify(dash))).size).toBe(3);
  });
});

describe('words of the race', () => {
  test('say who is first, at what price, and who does not finish', () => {
    expect(raceSentence(picture(), words)).toBe(
      'Fast, 4 blocks is first: all 64 nodes within 0.001 of the sequential path after 11 network calls, for 3 times the sequential work. Never did not get all nodes that near.',
    );
    expect(raceSentence({ ...picture(), tolerance: 2 }, words)).toMatch(
      /^Fast, 4 blocks is first: .* after 9 network calls/,
    );
  });

  test('name all that are first together, and say when nobody is', () => {
    const { lanes } = picture();
    const both = { ...picture(), lanes: [lanes[2]!, { ...lanes[2]!, label: 'Twin' }] };
    expect(raceSentence(both, words)).toBe(
      'Fast, 4 blocks and Twin are first: all 64 nodes within 0.001 of the sequential path after 11 network calls.',
    );
    expect(raceSentence({ ...picture(), lanes: [lanes[3]!] }, words)).toBe(
      'Never did not get all nodes within 0.001 of the sequential path.',
    );
    expect(raceSentence({ ...picture(), lanes: [waiting] }, words)).toBe('No lane has been run yet.');
  });

  test('stand in tables', () => {
    const { columns, rows } = raceTable(picture(11), words);
    expect(rows.map(([label, calls, within, of, standing]) => [label, calls, within, of, standing])).toEqual([
      ['Sequential', 11, 11, 64, '11 of 64'],
      ['Chosen, 4 blocks', 11, 31, 64, '31 of 64'],
      ['Fast, 4 blocks', 11, 64, 64, 'finished after 11'],
      ['Never', 11, 0, 64, '0 of 64'],
      ['Waiting', 0, 0, 64, 'not run yet'],
    ]);
    expect(columns).toHaveLength(5);
    expect(raceTable(picture(24), words).rows[3]?.[4]).toBe('stopped at 0%');
    const curves = raceCurvesTable(picture(), 'rounds', words).rows.filter(([label]) => label === 'Fast, 4 blocks');
    expect(curves[0]).toEqual(['Fast, 4 blocks', 0, 0]);
    expect(curves.at(-1)).toEqual(['Fast, 4 blocks', 11, 64]);
  });
});
