// What each chapter says, from its own runs in float64 with fewer particles, and the answers to the questions: computed from the runs,
// and other ones on runs that say something else.

import { describe, expect, test } from 'vitest';
import { finalError } from '../core/agreement';
import type { BlockLengthPoint } from '../core/labs/block-length';
import type { CostPoint } from '../core/labs/cost';
import type { DimensionPoint } from '../core/labs/dimension';
import { type Lab, type LabPoint, overlaid, parseLabSettings, pointsOf, resultOf } from '../core/labs/lab';
import { raceLanes } from '../core/labs/race';
import { parseSpec } from '../core/parse-spec';
import { planRun } from '../core/plan';
import { FINISH_TOLERANCE, laneSpec } from '../core/race';
import { type LaneResult, laneResult } from '../core/race-result';
import { producedNode } from '../core/record';
import { simulated } from '../core/simulated';
import type { RunSpec } from '../core/spec';
import { summarise } from '../core/summary';
import { resolveTarget } from '../core/targets';
import { countsOf, type Trace } from '../core/trace';
import { labOf } from '../state/labs';
import { smallestShare } from '../state/preset-checks';
import { agreementOf } from '../views/error-scale';
import { toleranceFrontSlope } from '../views/trace-lookup';
import { wordsOf } from '../words';
import { chapters } from '.';
import { compare, meanFactor, trueCurve } from './answers';
import { type Chapter, type Evidence, NO_EVIDENCE, type PickQuestion, type StoryScene } from './chapter';
import { claimed, distances, errorsAt, errorsByRound } from './facts';

/** Largest error of the nodes up to `node` in round `round` of a run of one block. */
function errorUpTo(trace: Trace, round: number, node: number): number {
  const record = trace.rounds.find(({ isStart, iteration }) => !isStart && iteration === round);
  if (!record) return Number.NaN;
  let largest = 0;
  for (let i = 0; i < record.count && producedNode(record, i) <= node; i++)
    largest = Math.max(largest, trace.nodeError[record.offset + i] ?? Number.NaN);
  return largest;
}

const words = wordsOf('en');
const runOf = (spec: RunSpec): Trace => simulated(planRun(spec, resolveTarget(spec.target, null)));
const named = (name: Chapter['name']): Chapter => chapters.find((chapter) => chapter.name === name)!;
const sceneOf = (chapter: Chapter, beat: number): StoryScene => chapter.beats[beat]!.scene;

/** The run of a figure with other particles. */
function figureRun(chapter: Chapter, beat: number, particles: number): Trace {
  const scene = sceneOf(chapter, beat);
  if (scene.panel !== 'figure') throw new Error('The beat shows no figure.');
  return runOf(parseSpec({ ...scene.spec, particles }));
}

/** The evidence of a lab with other settings; of its runs only those that are wanted. */
function labEvidence(scene: StoryScene, other: object, wanted: (place: LabPoint['place']) => boolean = () => true) {
  if (scene.panel !== 'labs') throw new Error('The beat shows no lab.');
  const lab: Lab = labOf(scene.lab);
  const settings = parseLabSettings(lab, { ...scene.settings, ...other });
  const runs = lab.runs(settings).filter(({ place }) => wanted(place));
  const device = pointsOf(runs, (spec) => resultOf(lab, runOf(spec)));
  const points: readonly LabPoint[] = overlaid(lab.shipped(settings)?.points ?? [], device);
  return { ...NO_EVIDENCE, lab: { points, settings, claims: lab.claims(points, settings) } };
}

const withTrace = (trace: Trace): Evidence => ({ ...NO_EVIDENCE, trace });
const verdicts = ({ lab }: Evidence) => Object.fromEntries(lab!.claims.map(({ name, verdict }) => [name, verdict]));
const pick = ({ question }: Chapter) => question as PickQuestion;

/** The paragraph of a beat holds numbers, and no mark for one that is missing. */
function expectSaid(chapter: Chapter, beat: number, evidence: Evidence): void {
  for (const language of ['en', 'zh'] as const) {
    const said = chapter.beats[beat]!.say(wordsOf(language), evidence);
    expect(said).not.toContain('…');
    expect(said).toMatch(/\d/);
    expect(chapter.beats[beat]!.say(wordsOf(language), NO_EVIDENCE)).toContain('…');
  }
}

describe('the serial chain', () => {
  const chapter = named('serial');
  const trace = figureRun(chapter, 0, 8);

  test('takes as many calls in a row as it has steps, one at a time, however many samples there are', () => {
    expect(countsOf(trace)).toMatchObject({ rounds: 128, sequentialSteps: 128, nodesInFlight: 1 });
    expect(countsOf(figureRun(chapter, 0, 32)).rounds).toBe(128);
    expectSaid(chapter, 2, withTrace(trace));
  });

  test('the answer is the number of nodes in flight', () => {
    expect(pick(chapter).answer(withTrace(trace))).toBe('1');
    expect(pick(chapter).answer(withTrace(figureRun(named('wholePath'), 0, 2)))).toBe('128');
    expect(pick(chapter).answer(NO_EVIDENCE)).toBeNull();
  });
});

describe('the whole path', () => {
  const chapter = named('wholePath');
  const trace = figureRun(chapter, 0, 16);
  const errors = errorsByRound(trace);

  test('is guessed to stay where it begins', () => {
    expect(trace.plan.spec.method).toMatchObject({ kind: 'piadm', start: 'constant', linearPart: 'picard' });
    expect(trace.plan.nodesInFlight).toBe(trace.plan.totalNodes);
  });

  test('the error hesitates, then falls faster and faster, far below the number of steps', () => {
    expect(Math.max(errors[1]!, errors[2]!, errors[3]!)).toBeGreaterThan(0.7 * errors[0]!);
    const falls = errors.slice(1).map((error, index) => Math.log(errors[index]! / error));
    const half = Math.floor(falls.length / 2);
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(falls.slice(half))).toBeGreaterThan(2 * Math.max(0, mean(falls.slice(0, half))));
    expect(falls.at(-1)).toBeGreaterThan(falls[half]!);
    expect(countsOf(trace).rounds).toBeLessThan(128 / 4);
    expect(trace.rounds.at(-1)!.residual).toBeLessThan(agreementOf(trace));
    expectSaid(chapter, 2, withTrace(trace));
  });

  test('a curve is compared with the errors of the run', () => {
    const { question } = chapter;
    if (question.kind !== 'draw') throw new Error('The question asks for no curve.');
    const truth = trueCurve(question, withTrace(trace))!;
    expect(truth).toEqual(errorsAt(trace, question.places).map(Math.log10));
    expect(meanFactor(truth, truth)).toBe(1);
    expect(
      meanFactor(
        truth.map((value) => value + 2),
        truth,
      ),
    ).toBeCloseTo(100, 6);
    const answer = { kind: 'draw', values: truth.map((value) => value + 1) } as const;
    expect(compare(question, answer, withTrace(trace), words)?.sentence).toContain('off by a factor of 10 ');
    expect(compare(question, answer, NO_EVIDENCE, words)).toBeNull();
  });
});

describe('same noise, same answer', () => {
  const chapter = named('sameNoise');
  const trace = figureRun(chapter, 0, 32);

  test('every sample ends at its twin', () => {
    expect(Math.max(...distances(trace))).toBeLessThan(0.01);
    expectSaid(chapter, 1, withTrace(trace));
  });

  test('after three rounds a block the shape is right and the paths are not', () => {
    const few = figureRun(chapter, 2, 256);
    expect(finalError(few, 'worst')).toBeGreaterThan(0.1);
    // A mode of eight would have an eighth; none is missing.
    expect(smallestShare(summarise(few).samples)).toBeGreaterThan(0.04);
    expectSaid(chapter, 2, withTrace(few));
  });

  test('the answer counts the samples that agree', () => {
    const answer = (of: Trace) => pick(chapter).answer(withTrace(of));
    expect(answer(trace)).toBe('same');
    const moved = (share: number): Trace => {
      const outcome = trace.outcome!;
      const samples = outcome.samples.map((value, index) =>
        index < share * outcome.samples.length ? value + 1 : value,
      );
      return { ...trace, plan: trace.plan, outcome: { ...outcome, samples } };
    };
    expect(answer(moved(0.25))).toBe('most');
    expect(answer(moved(0.75))).toBe('shape');
  });
});

describe('the two fronts', () => {
  const chapter = named('fronts');
  const trace = figureRun(chapter, 0, 8);

  test('after k rounds k nodes are exact, and the next ones are not', () => {
    for (const round of [1, 2, 5, 10]) {
      expect(errorUpTo(trace, round, round), `round ${round}`).toBeLessThan(1e-6);
      expect(errorUpTo(trace, round, 256), `round ${round}`).toBeGreaterThan(1e-3);
    }
  });

  test('its errors rise little: the hump is the next chapter', () => {
    expect(countsOf(trace).hump).toBeLessThan(3);
  });

  test('agreement gains several nodes a round', () => {
    const speed = toleranceFrontSlope(trace, 1e-3);
    expect(speed).toBeGreaterThan(2);
    expect(countsOf(trace).rounds).toBeLessThan(256 / 4);
    expectSaid(chapter, 1, withTrace(trace));
  });

  test('behind the front hardly anything moves', () => {
    let behind = 0;
    for (let index = 1; index < trace.rounds.length - 1; index++) {
      const [here, next] = [trace.rounds[index]!, trace.rounds[index + 1]!];
      for (let i = 0; i < here.count && trace.nodeError[here.offset + i]! <= 1e-3; i++) {
        behind = Math.max(behind, trace.nodeResidual[next.offset + i]!);
      }
    }
    expect(behind).toBeGreaterThan(0);
    // Both states are within the tolerance, or the later one falls out a little.
    expect(behind).toBeLessThan(5e-3);
  });

  test('the answer is the range of the measured speed', () => {
    expect(pick(chapter).answer(withTrace(trace))).toBe('10');
    const { method, ...rest } = trace.plan.spec;
    const slow = runOf(parseSpec({ ...rest, nodes: 32, method: { ...method, linearPart: 'jacobi', iterations: 32 } }));
    expect(pick(chapter).answer(withTrace(slow))).toBe('1');
  });
});

describe('the hump', () => {
  const chapter = named('hump');
  const trace = figureRun(chapter, 0, 4);

  test('rises far before it falls, and is over', () => {
    const errors = errorsByRound(trace);
    expect(countsOf(trace).hump).toBeGreaterThan(1e4 * errors[0]!);
    expect(countsOf(trace).rounds).toBeLessThan(64);
    // A path as long as that of the lab beside the last paragraph.
    const half = sceneOf(chapter, 2);
    expect(half.panel === 'labs' && half.settings.steps).toBe(trace.plan.totalNodes);
    expect(chapter.beats[0]!.say(words, withTrace(trace))).toContain('from noise time 12 instead of 6');
    expect(errors.at(-1)).toBeLessThan(1e-2);
    expectSaid(chapter, 1, withTrace(trace));
  });

  test('is too high for half precision: one block needs at least twice the rounds of eight', () => {
    const evidence = labEvidence(sceneOf(chapter, 2), {}, ({ blocks }) => blocks === 1 || blocks === 8);
    expect(verdicts(evidence).halfCollapses).toBe(true);
    expectSaid(chapter, 2, evidence);
  });
});

describe('pieces of constant length', () => {
  const chapter = named('blocks');
  const evidence = labEvidence(sceneOf(chapter, 1), { particles: 8 });
  const fixed = labEvidence(sceneOf(chapter, 3), { particles: 8 });

  test('one block needs the fewest rounds, and pays for it', () => {
    expect(verdicts(evidence)).toEqual({ humpGrows: true, fewerBlocksFewerRounds: true, blocksSaveWork: true });
    // What comes before the question tells no number of rounds.
    expect(chapter.beats[0]!.say(words, withTrace(figureRun(chapter, 0, 4)))).not.toContain('rounds');
    expectSaid(chapter, 1, evidence);
    expectSaid(chapter, 2, evidence);
  });

  test('a fixed number of rounds does for eight blocks and not for one', () => {
    expect(verdicts(fixed)).toEqual({ fixedRoundsNeedBlocks: true });
    expectSaid(chapter, 3, fixed);
    // One block would have been through with fewer rounds than eight spend.
    const spent = claimed(fixed, 'fixedRoundsNeedBlocks', 'rounds')!;
    expect(spent).toBe(64);
    expect(claimed(evidence, 'fewerBlocksFewerRounds', 'one')!).toBeLessThan(spent);
    expect(claimed(fixed, 'fixedRoundsNeedBlocks', 'shortWorst')!).toBeGreaterThan(
      claimed(fixed, 'fixedRoundsNeedBlocks', 'short')!,
    );
  });

  test('the answer is the number of blocks with the fewest rounds', () => {
    const answer = (points: readonly LabPoint[]) =>
      pick(chapter).answer({ ...evidence, lab: { ...evidence.lab, points } });
    const points = evidence.lab.points as readonly BlockLengthPoint[];
    expect(answer(points)).toBe('1');
    expect(answer(points.filter(({ place }) => place.blocks !== 16))).toBeNull();
    const other = points.map((point) =>
      point.place.blocks === 16 ? { ...point, measured: { ...point.measured, rounds: 1 } } : point,
    );
    expect(answer(other)).toBe('16');
  });
});

describe('the dimension', () => {
  const chapter = named('dimension');
  const evidence = labEvidence(sceneOf(chapter, 1), { largest: 8, chains: 4 });

  test('in the plane little is gained', () => {
    const { rounds, sequentialSteps } = countsOf(figureRun(chapter, 0, 16));
    expect(rounds).toBeGreaterThan(sequentialSteps / 2);
    expectSaid(chapter, 0, withTrace(figureRun(chapter, 0, 4)));
  });

  test('rounds grow far more slowly than steps, which stay below the bound', () => {
    expect(verdicts(evidence)).toMatchObject({ roundsGrowSlower: true, stepsBelowBound: true });
    expect(claimed(evidence, 'roundsGrowSlower', 'rounds')).toBeLessThan(0.25);
    expectSaid(chapter, 1, evidence);
    expectSaid(chapter, 2, evidence);
  });

  test('the answer is the factor between the smallest and the largest dimension', () => {
    expect(pick(chapter).answer(evidence)).toBe('3');
    const points = (evidence.lab.points as readonly DimensionPoint[]).map((point) => ({
      ...point,
      measured: { ...point.measured, rounds: point.place.dimension },
    }));
    expect(pick(chapter).answer({ ...evidence, lab: { ...evidence.lab, points } })).toBe('2000');
  });
});

describe('the price', () => {
  const chapter = named('price');
  const evidence = labEvidence(sceneOf(chapter, 1), { particles: 8 });

  test('fewer rounds are bought with evaluations, and lanes decide', () => {
    expect(verdicts(evidence)).toMatchObject({ lanesDecide: true, depthCostsEnergy: true });
    expectSaid(chapter, 0, withTrace(figureRun(chapter, 0, 4)));
    expectSaid(chapter, 1, evidence);
  });

  test('the run beside the first text is the one that the lab measures', () => {
    const [figure, lab] = [sceneOf(chapter, 0), sceneOf(chapter, 1)];
    if (figure.panel !== 'figure' || lab.panel !== 'labs') throw new Error('The beats show something else.');
    expect(
      labOf('cost')
        .runs(lab.settings)
        .map(({ spec }) => spec),
    ).toContainEqual(figure.spec);
  });

  test('the answer is the multiple of the sequential evaluations', () => {
    expect(pick(chapter).answer(evidence)).toBe('7');
    const points = (evidence.lab.points as readonly CostPoint[]).map((point) => ({
      ...point,
      measured: { ...point.measured, evaluations: point.measured.steps },
    }));
    expect(pick(chapter).answer({ ...evidence, lab: { ...evidence.lab, points } })).toBe('1');
  });

  test('window, wavefront and the guided block do better than blocks, and no surrogate is the score itself', () => {
    const scene = sceneOf(chapter, 2);
    if (scene.panel !== 'race') throw new Error('The beat shows no race.');
    const base = parseSpec({ ...scene.spec, particles: 8 });
    const traces = raceLanes(base).map((lane) => runOf(laneSpec(base, lane)));
    const lanes: LaneResult[] = traces.map((trace) => laneResult(trace, FINISH_TOLERANCE));
    const [, blocks, window, wavefront, best] = lanes.map(({ finish }) => finish);
    for (const other of [window, wavefront, best]) expect(other).toBeLessThan(blocks!);
    expect(best).toBeLessThan(Math.min(window!, wavefront!));
    for (const { plan } of traces) expect(plan.surrogate?.exact ?? false).toBe(false);
    expectSaid(chapter, 2, { ...NO_EVIDENCE, lanes });
  });
});

test('a pick is compared in a sentence', () => {
  const { question } = named('serial');
  const trace = figureRun(named('serial'), 0, 2);
  const said = (choice: string) => compare(question, { kind: 'pick', choice }, withTrace(trace), words);
  expect(said('1')).toEqual({ isRight: true, sentence: 'Your answer is right: 1.' });
  expect(said('64')).toEqual({ isRight: false, sentence: 'You said: 64. The run says: 1.' });
  expect(said('7')).toBeNull();
  expect(compare(question, { kind: 'skipped' }, withTrace(trace), words)).toBeNull();
});
