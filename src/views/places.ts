// Where in its run a record is, in the words of the method: block and round, window, iteration and step. For readouts,
// labels and tables; knows traces and no pixels.

import { isCorrectorNode, periodOf } from '../core/schedules';
import type { RoundRecord, Trace } from '../core/trace';
import type { Words } from '../words';
import { formatCount } from './numbers';
import { type SegmentRange, segmentRanges, segmentWord } from './trace-lookup';

/** What a place is counted in. */
export type PlacePart = keyof Words['views']['places']['names'];

/** The place of a record: its parts from the outermost to the innermost, each with a number counted from 1; a round that is 0 is a
 * start. */
export type Place = readonly { readonly part: PlacePart; readonly number: number }[];

/** Of the nodes of a block with its correctors: the block, and the sub-block of the corrector or 0 for the predictor. */
function blockOf({ plan }: Trace, node: number): { readonly block: number; readonly subBlock: number } {
  const { blockLength, correctorSteps } = plan.parameters;
  const period = periodOf(plan.parameters);
  const block = Math.floor(node / period) + 1;
  if (!isCorrectorNode(node, plan.parameters)) return { block, subBlock: 0 };
  return { block, subBlock: Math.floor(((node % period) - blockLength) / correctorSteps) + 1 };
}

/** The steps of Parareal: a coarse sweep over all blocks, then in every iteration fine steps and another sweep. */
function pararealPlace({ plan }: Trace, { iteration }: RoundRecord): Place {
  const { total, blockLength } = plan.parameters;
  const blocks = total / blockLength;
  const after = iteration - blocks - 1;
  const place = (round: number, part: PlacePart, step: number): Place => [
    { part: 'iteration', number: round },
    { part, number: step },
  ];
  if (after < 0) return place(0, 'coarseStep', iteration);
  const within = after % (blockLength + blocks);
  const round = Math.floor(after / (blockLength + blocks)) + 1;
  return within < blockLength
    ? place(round, 'fineStep', within + 1)
    : place(round, 'coarseStep', within - blockLength + 1);
}

/** The place of a record. */
export function placeOf(trace: Trace, record: RoundRecord): Place {
  const { schedule, parameters, spec } = trace.plan;
  if (schedule.kind === 'parareal') return pararealPlace(trace, record);
  if (schedule.kind === 'few-step') return [{ part: 'step', number: record.iteration }];
  if (spec.method.kind === 'sequential') return [{ part: 'node', number: record.firstNode + 1 }];
  const round = { part: 'round', number: record.iteration } as const;
  if (segmentWord(trace) === 'window') return [{ part: 'window', number: record.segment + 1 }, round];
  const { block, subBlock } = blockOf(trace, record.firstNode);
  if (parameters.subBlocks === 0) return [{ part: 'block', number: block }, round];
  return [{ part: 'block', number: block }, { part: 'corrector', number: subBlock }, round];
}

/** The place of a record in words: `block 3, round 4`. */
export function placeWords(trace: Trace, record: RoundRecord, words: Words): string {
  const { parameters } = trace.plan;
  const { at, corrector, firstSweep, separator, start } = words.views.places;
  return placeOf(trace, record)
    .filter(({ part, number }) => !(part === 'corrector' && number === 0))
    .map(({ part, number }) => {
      if (part === 'round' && number === 0) return start;
      if (part === 'corrector' && parameters.subBlocks === 1) return corrector;
      return part === 'iteration' && number === 0 ? firstSweep : at[part](formatCount(number));
    })
    .join(separator);
}

/** A short name of every segment, in their order, and a shorter one: blocks by number, their correctors beside them. */
export function segmentNames(trace: Trace, words: Words): readonly { readonly name: string; readonly short: string }[] {
  const { at, corrector, shortCorrector, correctorSign } = words.views.places;
  return segmentRanges(trace).map((range, index) => {
    const { block, subBlock } = blockOf(trace, firstNode(trace, range));
    if (subBlock > 0) return { name: index === 1 ? corrector : shortCorrector, short: correctorSign };
    return { name: index === 0 ? at.block(String(block)) : String(block), short: String(block) };
  });
}

const firstNode = (trace: Trace, { first }: SegmentRange): number => trace.rounds[first]?.firstNode ?? 0;
