// Claims of the labs in words: the statement, and the numbers that prove it or not. Computed from the points, never from what theory
// wants to hear.

import type { Claim, ClaimNumbers } from '../../core/labs/lab';
import type { Words } from '../../words';
import { formatAbout, formatCount, formatError } from '../numbers';

/** A claim as it is told. */
export interface ToldClaim {
  readonly name: string;
  readonly verdict: boolean | null;
  readonly statement: string;
  /** Empty while nothing is known. */
  readonly evidence: string;
  /** All of it in one sentence. */
  readonly sentence: string;
}

/** A number of a claim with two or three digits. */
function slope(value: number): string {
  return value.toFixed(2).replace('-', '−');
}

/** How often something is contained in something: `7.1`. */
export function formatTimes(value: number): string {
  return value >= 99.5 ? formatCount(Math.round(value)) : value >= 9.95 ? value.toFixed(0) : value.toFixed(1);
}

type Evidence = (numbers: Reader, words: Words) => string;

/** Reads numbers of a claim as texts; what is not known is a dash. */
class Reader {
  constructor(
    private readonly numbers: ClaimNumbers,
    private readonly words: Words,
  ) {}

  has(name: string): boolean {
    return this.numbers[name] != null;
  }

  private as(name: string, format: (value: number) => string, unknown = '–'): string {
    const value = this.numbers[name];
    return value == null ? unknown : format(value);
  }

  count(name: string): string {
    return this.as(name, (value) => formatCount(Math.round(value)));
  }

  /** An error; what is null was not finite. */
  error(name: string): string {
    return this.as(name, (value) => formatError(value, this.words), this.words.views.notFinite);
  }

  times(name: string): string {
    return this.as(name, formatTimes);
  }

  /** A number that is measured roughly. */
  about(name: string): string {
    return this.as(name, formatAbout);
  }

  slope(name: string): string {
    return this.as(name, slope);
  }

  share(name: string): string {
    return this.as(name, (value) => `${Math.round(100 * value)}%`);
  }
}

const evidence: Readonly<Record<keyof Words['labs']['claims'], Evidence>> = {
  humpGrows: (n, { labs }) => labs.claims.humpGrows.evidence(n.error('one'), n.count('blocks'), n.error('short')),
  fewerBlocksFewerRounds: (n, { labs }) =>
    labs.claims.fewerBlocksFewerRounds.evidence(n.count('one'), n.count('blocks'), n.count('many')),
  blocksSaveWork: (n, { labs }) =>
    labs.claims.blocksSaveWork.evidence(n.count('blocks'), n.times('work'), n.times('memory')),
  halfCollapses: (n, { labs }) =>
    labs.claims.halfCollapses.evidence(n.count('one'), n.count('blocks'), n.count('short')),
  saturationHides: (n, { labs }) => labs.claims.saturationHides.evidence(n.count('spreading'), n.count('saturating')),
  fixedRoundsNeedBlocks: (n, { labs }) =>
    labs.claims.fixedRoundsNeedBlocks.evidence(
      n.error('one'),
      n.count('iterations'),
      n.count('blocks'),
      n.error('short'),
      n.error('shortWorst'),
      n.count('rounds'),
    ),
  crossingExists: (n, { labs }) =>
    n.has('budget')
      ? labs.claims.crossingExists.evidence(n.count('many'), n.count('budget'), n.error('error')) +
        (n.has('beyond') ? labs.claims.crossingExists.far : '')
      : labs.claims.crossingExists.none(n.count('many'), n.count('smallest')),
  noCrossing: (n, { labs }) =>
    n.has('budget')
      ? labs.claims.noCrossing.crosses(n.count('many'), n.count('budget'))
      : labs.claims.noCrossing.evidence(n.count('smallest'), n.error('one'), n.count('many'), n.error('manyError')) +
        (n.has('earlier') ? labs.claims.noCrossing.earlier(n.count('earlier')) : ''),
  oneBlockArrivesFirst: (n, { labs }) =>
    labs.claims.oneBlockArrivesFirst.evidence(n.error('tolerance'), n.count('one'), n.count('blocks'), n.count('many')),
  roundsGrowSlower: (n, { labs }) =>
    labs.claims.roundsGrowSlower.evidence(
      n.slope('steps'),
      n.slope('stepsLow'),
      n.slope('stepsHigh'),
      n.slope('rounds'),
      n.slope('roundsLow'),
      n.slope('roundsHigh'),
    ),
  gainGrows: (n, { labs }) =>
    labs.claims.gainGrows.evidence(
      n.times('smallestGain'),
      n.count('smallest'),
      n.times('largestGain'),
      n.count('largest'),
    ),
  stepsBelowBound: (n, { labs }) => labs.claims.stepsBelowBound.evidence(n.slope('slope')),
  lanesDecide: (n, { labs }) =>
    n.has('lanes')
      ? labs.claims.lanesDecide.evidence(n.times('work'), n.count('particles'), n.count('lanes'), n.times('depth'))
      : labs.claims.lanesDecide.never(n.times('work')),
  depthCostsEnergy: (n, { labs }) =>
    labs.claims.depthCostsEnergy.evidence(
      n.count('wholeRounds'),
      n.times('wholeWork'),
      n.count('blocksRounds'),
      n.times('blocksWork'),
    ),
  firstNodesExact: (n, { labs }) => labs.claims.firstNodesExact.evidence(n.count('rounds'), n.error('error')),
  agreementAhead: (n, { labs }) =>
    n.has('call')
      ? labs.claims.agreementAhead.evidence(
          n.count('call'),
          n.count('exact'),
          n.count('agreeing'),
          n.error('tolerance'),
        )
      : labs.claims.agreementAhead.never(n.error('tolerance')),
  agreementFaster: (n, { labs }) => labs.claims.agreementFaster.evidence(n.times('slope')),
  samePicture: (n, { labs }) =>
    labs.claims.samePicture.evidence(n.count('lanes'), n.error('largest'), n.error('limit')),
  fewerRoundsThanBlocks: (n, { labs }) =>
    labs.claims.fewerRoundsThanBlocks.evidence(
      n.count('sequential'),
      n.count('blocks'),
      n.count('window'),
      n.count('wavefront'),
      n.count('best'),
    ),
  allPayWork: (n, { labs }) =>
    labs.claims.allPayWork.evidence(n.times('blocks'), n.times('window'), n.times('wavefront'), n.times('best')),
  modelNamesWinner: (n, { labs }) =>
    labs.claims.modelNamesWinner.evidence(n.about('lanes'), n.about('model'), n.about('measured')),
};

function isTold(name: string): name is keyof typeof evidence {
  return Object.hasOwn(evidence, name);
}

/**
 * A claim in words.
 * @throws Error for a claim that has no words
 */
export function told({ name, verdict, numbers }: Claim, words: Words): ToldClaim {
  if (!isTold(name)) throw new Error(`The claim ${JSON.stringify(name)} has no words.`);
  const { verdicts, claims } = words.labs;
  const { statement } = claims[name];
  const said = verdict === null ? '' : evidence[name](new Reader(numbers, words), words);
  const sentence =
    verdict === null
      ? verdicts.unknown(statement)
      : verdict
        ? verdicts.holds(statement, said)
        : verdicts.fails(statement, said);
  return { name, verdict, statement, evidence: said, sentence };
}

/** All claims that something is known of, one sentence each; a sentence of its own while nothing is. */
export function toldTogether(claims: readonly Claim[], words: Words): string {
  const known = claims.filter(({ verdict }) => verdict !== null).map((claim) => told(claim, words).sentence);
  return known.length === 0 ? words.labs.nothing : known.join(words.sentenceSpace);
}
