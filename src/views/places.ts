// Where in its run a record is, in the words of the method: block and round, window, iteration and step. For readouts,
// labels and tables; knows traces and no pixels.

import { isCorrectorNode, periodOf } from '../core/schedules';
import type { RoundRecord, Trace } from '../core/trace';
import { formatCount } from './numbers';
import { type SegmentRange, segmentRanges, segmentWord } from './trace-lookup';

/** The place of a record: its parts from the outermost to the innermost, each a word and a number counted from 1; a round that
 * is 0 is a start. */
export type Place = readonly { readonly word: string; readonly number: number }[];

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
  const place = (round: number, word: string, step: number): Place => [
    { word: 'iteration', number: round },
    { word, number: step },
  ];
  if (after < 0) return place(0, 'coarse step', iteration);
  const within = after % (blockLength + blocks);
  const round = Math.floor(after / (blockLength + blocks)) + 1;
  return within < blockLength
    ? place(round, 'fine step', within + 1)
    : place(round, 'coarse step', within - blockLength + 1);
}

/** The place of a record. */
export function placeOf(trace: Trace, record: RoundRecord): Place {
  const { schedule, parameters, spec } = trace.plan;
  if (schedule.kind === 'parareal') return pararealPlace(trace, record);
  if (schedule.kind === 'few-step') return [{ word: 'step', number: record.iteration }];
  if (spec.method.kind === 'sequential') return [{ word: 'node', number: record.firstNode + 1 }];
  const round = { word: 'round', number: record.iteration };
  if (segmentWord(trace) === 'window') return [{ word: 'window', number: record.segment + 1 }, round];
  const { block, subBlock } = blockOf(trace, record.firstNode);
  const parts = [{ word: 'block', number: block }];
  if (parameters.subBlocks > 0) parts.push({ word: 'corrector', number: subBlock });
  return [...parts, round];
}

/** The place of a record in words: `block 3, round 4`. */
export function placeWords(trace: Trace, record: RoundRecord): string {
  const { parameters } = trace.plan;
  return placeOf(trace, record)
    .filter(({ word, number }) => !(word === 'corrector' && number === 0))
    .map(({ word, number }) => {
      if (word === 'round' && number === 0) return 'start';
      if (word === 'corrector' && parameters.subBlocks === 1) return word;
      return word === 'iteration' && number === 0 ? 'first sweep' : `${word} ${formatCount(number)}`;
    })
    .join(', ');
}

/** A short name of every segment, in their order, and a shorter one: blocks by number, their correctors beside them. */
export function segmentNames(trace: Trace): readonly { readonly name: string; readonly short: string }[] {
  return segmentRanges(trace).map((range, index) => {
    const { block, subBlock } = blockOf(trace, firstNode(trace, range));
    if (subBlock > 0) return { name: index === 1 ? 'corrector' : 'corr.', short: 'c' };
    return { name: index === 0 ? `block ${block}` : String(block), short: String(block) };
  });
}

const firstNode = (trace: Trace, { first }: SegmentRange): number => trace.rounds[first]?.firstNode ?? 0;
