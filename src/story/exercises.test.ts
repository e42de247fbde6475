// Test plan: every chapter has two to four exercises with answers in both languages; numbers of the answers are those of the mathematics,
// computed anew in another way where there is one, and of runs where an exercise speaks of what a run does.

import { describe, expect, test } from 'vitest';
import { parseSpec } from '../core/parse-spec';
import { planRun } from '../core/plan';
import { simulated } from '../core/simulated';
import { resolveTarget } from '../core/targets';
import { countsOf } from '../core/trace';
import { LANGUAGES, wordsOf } from '../words';
import { CHAPTER_NAMES, type ChapterName } from './chapter';
import {
  blocksTime,
  doublingRounds,
  errorAfter,
  exercisesOf,
  exponentialError,
  firstBeyond,
  horizonBlocks,
  humpOf,
  humpTerm,
  rounded,
  roundsBelow,
  stepsExponent,
} from './exercises';

const english = wordsOf('en');
const answerOf = (chapter: ChapterName, name: string) =>
  exercisesOf(chapter)
    .find((exercise) => exercise.name === name)!
    .answer(english);
const runOf = (input: object) => {
  const spec = parseSpec({ target: { kind: 'mixture', name: 'ring' }, particles: 2, ...input });
  return countsOf(simulated(planRun(spec, resolveTarget(spec.target, null))));
};

describe.each(CHAPTER_NAMES)('%s', (chapter) => {
  test.each(LANGUAGES)('has two to four exercises with answers in %s', (language) => {
    const words = wordsOf(language);
    const exercises = exercisesOf(chapter);
    expect(exercises.length).toBeGreaterThanOrEqual(2);
    expect(exercises.length).toBeLessThanOrEqual(4);
    expect(exercises.map(({ name }) => name)).toEqual(Object.keys(words.sheets.entries[chapter]));
    for (const { ask, answer } of exercises) {
      expect(ask(words)).toMatch(/[.?。？]$/);
      expect(answer(words)).toMatch(/[.。]$/);
      expect(`${ask(words)} ${answer(words)}`).not.toMatch(/NaN|undefined|Infinity/);
    }
  });
});

test('numbers have so many digits', () => {
  expect([0.00994, 2755.73, 1.625, 106522.0].map((value) => rounded(value, 2))).toEqual([
    '0.0099',
    '2,800',
    '1.6',
    '110,000',
  ]);
});

test('the serial chain', () => {
  expect(answerOf('serial', 'time')).toContain('2.56 s');
  const [a, c] = [Math.exp(0.05), Math.sqrt(Math.exp(0.1) - 1)];
  expect(answerOf('serial', 'coefficients')).toBe(
    `A = ${a.toFixed(4)}, B = ${(2 * (a - 1)).toFixed(4)}, C = ${c.toFixed(4)}.`,
  );
});

test('rounds of a chain and of an equation', () => {
  const rounds = doublingRounds(4);
  const truth = [1, 2, 4, 8, 16];
  rounds.forEach((nodes, round) => {
    expect(nodes.slice(0, round + 1)).toEqual(truth.slice(0, round + 1));
    if (round < 4) expect(nodes[round + 1]).not.toBe(truth[round + 1]);
  });
  // y <- 1 + integral of y, as a polynomial: coefficients of t^i.
  let polynomial = [1];
  const errors = [1, 2, 3, 4, 5].map((round) => {
    polynomial = [1, ...polynomial.map((coefficient, power) => coefficient / (power + 1))];
    const error = Math.E - polynomial.reduce((sum, coefficient) => sum + coefficient, 0);
    expect(exponentialError(round)).toBeCloseTo(error, 12);
    return error;
  });
  const factors = errors.slice(1).map((error, index) => errors[index]! / error);
  for (let i = 1; i < factors.length; i++) expect(factors[i]).toBeGreaterThan(factors[i - 1]!);
  expect(answerOf('wholePath', 'exponential')).toContain('0.72; 0.22; 0.052; 0.0099; 0.0016');
});

test('random numbers of a run', () => {
  expect(answerOf('sameNoise', 'draws')).toContain('128 for the starts and 16,384 for the steps, 16,512 in all');
});

test('what a change leaves of an error', () => {
  for (const factor of [0.9, 0.1]) {
    const after = errorAfter(1e-3, factor);
    expect(after / factor - after).toBeCloseTo(1e-3, 12);
  }
  expect(answerOf('fronts', 'change')).toContain('0.009, or 0.00011');
  expect(answerOf('fronts', 'speed')).toContain('32 rounds: 8 times');
});

test('the hump', () => {
  const terms = Array.from({ length: 60 }, (_, k) => humpTerm(10, k));
  const largest = Math.max(...terms);
  expect(terms[9]).toBeCloseTo(largest, 6);
  expect(terms[10]).toBeCloseTo(largest, 6);
  expect(terms.findIndex((term, k) => k >= 10 && term < 1e-3)).toBe(roundsBelow(10, 1e-3));
  expect(answerOf('hump', 'peak')).toBe('After 9 and 10 rounds, 2,756. From round 32 on.');
  expect(answerOf('hump', 'pieces')).toContain(
    'The hump is 2. A block takes 10 rounds, all of them 50: more than the 32',
  );
  expect(firstBeyond(65_504)).toBe(14);
  expect(humpOf(13)).toBeLessThan(65_504);
  expect(answerOf('hump', 'overflow')).toBe('14, with a hump of 127,463; for 13 it is 48,639.');
});

test('rounds, evaluations and nodes in flight of a run are those of the formulas', () => {
  const fixed = (blocks: number, nodes: number, iterations: number) =>
    runOf({ blocks, nodes, method: { tolerance: null, iterations } });
  expect(fixed(8, 64, 8)).toMatchObject({ rounds: 64, evaluations: 4096, nodesInFlight: 64 });
  expect(fixed(1, 512, 35)).toMatchObject({ rounds: 35, evaluations: 17_920, nodesInFlight: 512 });
  expect(answerOf('blocks', 'count')).toContain('64; 4,096; 64 against 35; 17,920; 512');
  expect(answerOf('blocks', 'fixed')).toContain('107,000; 416; 1.63; 0.00635');
});

test('dimension', () => {
  expect(answerOf('dimension', 'bounds')).toContain('The first by 256 both times, the second by 81 and then by 3.6');
  expect(stepsExponent()).toBeGreaterThan(0.55);
  expect(stepsExponent()).toBeLessThan(0.65);
  expect(exercisesOf('dimension')[1]!.ask(english)).toContain('44 steps in dimension 2 and 1,176 in dimension 512');
  expect([horizonBlocks(2).blocks, horizonBlocks(512).blocks]).toEqual([5, 9]);
});

test('the price', () => {
  const { rounds, evaluations, sequentialSteps } = runOf({
    blocks: 8,
    nodes: 32,
    method: { tolerance: null, iterations: 8 },
  });
  expect([rounds, evaluations, sequentialSteps]).toEqual([64, 2048, 256]);
  expect(blocksTime(1)).toBe(evaluations);
  expect(blocksTime(32)).toBe(rounds);
  expect(answerOf('price', 'lanes')).toBe(
    'The blocks take 2,048; 512; 256; 64, the sequential sampler always 256. They are level at 8 lanes.',
  );
  const newton = runOf({
    blocks: 1,
    nodes: 512,
    method: { linearPart: 'jacobian', start: 'gaussian', tolerance: null, iterations: 3 },
  });
  expect(newton.evaluations / newton.sequentialSteps).toBe(9);
  expect(answerOf('price', 'honest')).toMatch(/^9 times/);
});
