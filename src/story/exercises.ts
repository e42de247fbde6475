// The exercises of the print sheets: a few for every chapter, with their answers. Every number in them is computed here, by the formula
// that the answer names or by the core's own functions.

import { LARGEST_HALF } from '../core/half';
import { integratorStep } from '../core/integrator';
import { LARGEST_DIVERGENCE, stepsNeeded } from '../core/labs/dimension-steps';
import { formatCount } from '../views/numbers';
import type { Words } from '../words';
import type { ChapterName } from './chapter';

export interface Exercise {
  readonly name: string;
  ask(words: Words): string;
  answer(words: Words): string;
}

/** A number with so many significant digits: `0.0099`, `2,756`, `107,000`. */
export function rounded(value: number, digits: number): string {
  const short = Number(value.toPrecision(digits));
  return short >= 1000 ? formatCount(short) : String(short);
}

const listed = (values: readonly number[], digits: number) => values.map((value) => rounded(value, digits)).join('; ');

/** Nodes of `y[j+1] = 2 y[j]` after each round of plain substitution, the guess 1 first. `[round][node]` */
export function doublingRounds(steps: number): readonly (readonly number[])[] {
  const rounds: number[][] = [new Array<number>(steps + 1).fill(1)];
  for (let round = 1; round <= steps; round++) {
    const before = rounds[round - 1] ?? [];
    rounds.push(before.map((_, node) => (node === 0 ? 1 : 2 * (before[node - 1] ?? 0))));
  }
  return rounds;
}

/** `reach^k / k!`: about the error of a block after `rounds` rounds, where `reach` is `L h`. */
export function humpTerm(reach: number, rounds: number): number {
  let term = 1;
  for (let k = 1; k <= rounds; k++) term *= reach / k;
  return term;
}

/** The largest term: that of `k = reach`, for a whole `reach`, and of the round before. */
export function humpOf(reach: number): number {
  return humpTerm(reach, reach);
}

/** The round from which on the term is below a tolerance. */
export function roundsBelow(reach: number, tolerance: number): number {
  for (let rounds = reach; ; rounds++) if (humpTerm(reach, rounds) < tolerance) return rounds;
}

/** Error of `e` as the sum of `1 / i!` up to `rounds`: that of Picard rounds for `y' = y`. */
export function exponentialError(rounds: number): number {
  let sum = 0;
  for (let i = 0; i <= rounds; i++) sum += humpTerm(1, i);
  return Math.E - sum;
}

/** What is left of an error that every round multiplies by `factor`, after a change of this size. */
export function errorAfter(change: number, factor: number): number {
  return (change * factor) / (1 - factor);
}

const SERIAL = { call: 20, particles: 64, steps: 128, length: 0.1, dimension: 2 } as const;
const TOLERANCE = 1e-3;
const HUMP = { reach: 10, blocks: 5 } as const;
const SHORT = { blocks: 8, nodes: 64, rounds: 8 } as const;
const ONE = { nodes: 512, rounds: 35 } as const;
const FIXED = { reach: 16, rounds: 8, blocks: [1, 2, 4, 8] } as const;
const GROWTH = { least: 2, middle: 512, most: 131_072 } as const;
const HORIZON = { base: 6, length: 1.5 } as const;
const PRICE = { blocks: 8, nodes: 32, rounds: 8, steps: 256, lanes: [1, 4, 8, 32] } as const;
const NEWTON = { passes: 3, rounds: 3, steps: 512 } as const;

/** The smallest whole `L h` whose hump is beyond a number. */
export function firstBeyond(largest: number): number {
  for (let reach = 1; ; reach++) if (humpOf(reach) > largest) return reach;
}

/** Time that the blocks of the price take on so many lanes, by rows rounded up. */
export function blocksTime(lanes: number): number {
  return PRICE.blocks * PRICE.rounds * Math.ceil(PRICE.nodes / lanes);
}

/** `(log to / log from)^2` */
const logSquared = (from: number, to: number) => (Math.log(to) / Math.log(from)) ** 2;

/** Horizon and number of blocks in a dimension. */
export function horizonBlocks(dimension: number): { readonly horizon: number; readonly blocks: number } {
  const horizon = HORIZON.base + Math.log(dimension);
  return { horizon, blocks: Math.ceil(horizon / HORIZON.length) };
}

/** The power of the dimension that goes through the steps of two dimensions. */
export function stepsExponent(): number {
  const [few, many] = [stepsNeeded(GROWTH.least, 'uniform'), stepsNeeded(GROWTH.middle, 'uniform')];
  return Math.log(many / few) / Math.log(GROWTH.middle / GROWTH.least);
}

type Entries = Words['sheets']['entries'];
/** Texts of an exercise filled in, from the words of its chapter. */
type Filled<Chapter extends ChapterName> = {
  readonly [Name in keyof Entries[Chapter]]: (words: Entries[Chapter][Name]) => readonly [ask: string, answer: string];
};

const filled: { readonly [Chapter in ChapterName]: Filled<Chapter> } = {
  serial: {
    time: ({ ask, answer }) => [
      ask(formatCount(SERIAL.call), formatCount(SERIAL.particles), formatCount(SERIAL.steps)),
      answer(rounded((SERIAL.call * SERIAL.steps) / 1000, 3)),
    ],
    known: ({ ask, answer }) => [ask, answer],
    coefficients: ({ ask, answer }) => {
      const { stateFactor, scoreWeight, noiseStd } = integratorStep('sde', SERIAL.length);
      return [ask(String(SERIAL.length)), answer(stateFactor.toFixed(4), scoreWeight.toFixed(4), noiseStd.toFixed(4))];
    },
  },
  wholePath: {
    doubling: ({ ask, answer }) => {
      const [, first = '', second = '', third = '', fourth = ''] = doublingRounds(4).map((nodes) => nodes.join(', '));
      return [ask, answer(first, second, third, fourth)];
    },
    exponential: ({ ask, answer }) => [ask, answer(listed([1, 2, 3, 4, 5].map(exponentialError), 2))],
  },
  sameNoise: {
    unique: ({ ask, answer }) => [ask, answer],
    draws: ({ ask, answer }) => {
      const start = SERIAL.particles * SERIAL.dimension;
      const path = start * SERIAL.steps;
      return [
        ask(formatCount(SERIAL.particles), formatCount(SERIAL.dimension), formatCount(SERIAL.steps)),
        answer(formatCount(start), formatCount(path), formatCount(start + path)),
      ];
    },
    other: ({ ask, answer }) => [ask, answer],
  },
  fronts: {
    induction: ({ ask, answer }) => [ask, answer],
    speed: ({ ask, answer }) => [ask('8', '256'), answer(formatCount(256 / 8), '8')],
    change: ({ ask, answer }) => [
      ask(String(TOLERANCE), '0.9', '0.1'),
      answer(rounded(errorAfter(TOLERANCE, 0.9), 2), rounded(errorAfter(TOLERANCE, 0.1), 2)),
    ],
  },
  hump: {
    peak: ({ ask, answer }) => [
      ask(formatCount(HUMP.reach), String(TOLERANCE)),
      answer(
        formatCount(HUMP.reach - 1),
        formatCount(HUMP.reach),
        rounded(humpOf(HUMP.reach), 4),
        formatCount(roundsBelow(HUMP.reach, TOLERANCE)),
      ),
    ],
    pieces: ({ ask, answer }) => {
      const reach = HUMP.reach / HUMP.blocks;
      const each = roundsBelow(reach, TOLERANCE);
      return [
        ask(formatCount(HUMP.blocks), formatCount(reach)),
        answer(
          rounded(humpOf(reach), 2),
          formatCount(each),
          formatCount(each * HUMP.blocks),
          formatCount(roundsBelow(HUMP.reach, TOLERANCE)),
        ),
      ];
    },
    overflow: ({ ask, answer }) => {
      const reach = firstBeyond(LARGEST_HALF);
      return [
        ask(formatCount(LARGEST_HALF)),
        answer(formatCount(reach), rounded(humpOf(reach), 6), formatCount(reach - 1), rounded(humpOf(reach - 1), 6)),
      ];
    },
  },
  blocks: {
    count: ({ ask, answer }) => {
      const [inAll, work] = [SHORT.blocks * SHORT.rounds, SHORT.blocks * SHORT.nodes * SHORT.rounds];
      const numbers = (...values: readonly number[]) => values.map(formatCount).join('; ');
      return [
        ask(
          formatCount(SHORT.blocks),
          formatCount(SHORT.nodes),
          formatCount(SHORT.rounds),
          formatCount(ONE.nodes),
          formatCount(ONE.rounds),
        ),
        answer(numbers(inAll, work, SHORT.nodes), numbers(ONE.rounds, ONE.rounds * ONE.nodes, ONE.nodes)),
      ];
    },
    fixed: ({ ask, answer }) => [
      ask(formatCount(FIXED.reach), formatCount(FIXED.rounds)),
      answer(
        listed(
          FIXED.blocks.map((blocks) => humpTerm(FIXED.reach / blocks, FIXED.rounds)),
          3,
        ),
      ),
    ],
    many: ({ ask, answer }) => [ask, answer],
  },
  dimension: {
    bounds: ({ ask, answer }) => [
      ask(formatCount(GROWTH.least), formatCount(GROWTH.middle), formatCount(GROWTH.most)),
      answer(
        formatCount(GROWTH.middle / GROWTH.least),
        rounded(logSquared(GROWTH.least, GROWTH.middle), 2),
        rounded(logSquared(GROWTH.middle, GROWTH.most), 2),
      ),
    ],
    exponent: ({ ask, answer }) => [
      ask(
        String(LARGEST_DIVERGENCE),
        formatCount(GROWTH.least),
        formatCount(stepsNeeded(GROWTH.least, 'uniform')),
        formatCount(GROWTH.middle),
        formatCount(stepsNeeded(GROWTH.middle, 'uniform')),
      ),
      answer(rounded(stepsExponent(), 2)),
    ],
    horizon: ({ ask, answer }) => {
      const [small, large] = [horizonBlocks(GROWTH.least), horizonBlocks(GROWTH.middle)];
      return [
        ask(formatCount(HORIZON.base), String(HORIZON.length), formatCount(GROWTH.least), formatCount(GROWTH.middle)),
        answer(
          formatCount(small.blocks),
          formatCount(large.blocks),
          rounded(small.horizon, 3),
          rounded(large.horizon, 3),
        ),
      ];
    },
  },
  price: {
    lanes: ({ ask, answer }) => [
      ask(
        formatCount(PRICE.blocks),
        formatCount(PRICE.nodes),
        formatCount(PRICE.rounds),
        formatCount(PRICE.steps),
        PRICE.lanes.join('; '),
      ),
      answer(
        PRICE.lanes.map((lanes) => formatCount(blocksTime(lanes))).join('; '),
        formatCount(PRICE.steps),
        formatCount(PRICE.lanes.find((lanes) => blocksTime(lanes) === PRICE.steps) ?? Number.NaN),
      ),
    ],
    energy: ({ ask, answer }) => {
      const work = PRICE.blocks * PRICE.nodes * PRICE.rounds;
      return [ask, answer(formatCount(work), formatCount(work / PRICE.steps))];
    },
    honest: ({ ask, answer }) => [
      ask(formatCount(NEWTON.passes), formatCount(NEWTON.steps), formatCount(NEWTON.rounds)),
      answer(formatCount(NEWTON.passes * NEWTON.rounds)),
    ],
  },
};

/** Exercises of a chapter, in their order. */
export function exercisesOf(chapter: ChapterName): readonly Exercise[] {
  // Each entry fills in the words of its own name, which the type above holds together.
  type Fill = (words: unknown) => readonly [string, string];
  const entries = Object.entries(filled[chapter]) as readonly (readonly [string, Fill])[];
  return entries.map(([name, fill]) => {
    const textsOf = ({ sheets }: Words) => fill((sheets.entries[chapter] as Readonly<Record<string, unknown>>)[name]);
    return { name, ask: (words) => textsOf(words)[0], answer: (words) => textsOf(words)[1] };
  });
}
