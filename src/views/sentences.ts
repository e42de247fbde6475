// Results of a trace in words, computed from its data. For summaries, descriptions of drawings and the live region.

import { countsOf, type Trace } from '../core/trace';
import type { Words } from '../words';
import { agreementOf } from './error-scale';
import { formatCount, formatError } from './numbers';
import { exactNodes, finishedNodes, largestError } from './trace-lookup';

/** `1 network call`, `58 network calls` */
export function networkCalls(count: number, words: Words): string {
  return words.views.networkCalls(formatCount(count));
}

/** What the chosen sampler is beside the sequential one: not every method is parallel. */
export function samplerOf({ plan }: Trace): keyof Words['views']['samplers'] {
  const { kind } = plan.spec.method;
  return kind === 'few-step' || kind === 'sequential' ? kind : 'parallel';
}

/** What the chosen sampler is called beside the sequential one. */
export function runWord(trace: Trace, words: Words): string {
  return words.views.samplers[samplerOf(trace)];
}

/** How far a run got and how near it came to the sequential path. One sentence, or two. */
export function outcomeSentence(trace: Trace, words: Words): string {
  const { surrogate } = trace.plan;
  const outcome = outcomeOf(trace, words);
  if (!surrogate?.exact) return outcome;
  return outcome + words.sentenceSpace + words.views.outcome.exactSurrogate(formatCount(surrogate.components));
}

function outcomeOf(trace: Trace, words: Words): string {
  const { totalNodes } = trace.plan;
  const { noRound, outcome: said } = words.views;
  const total = formatCount(totalNodes);
  const last = trace.rounds.length - 1;
  if (last < 0) return noRound;
  const { rounds, hump } = countsOf(trace);
  const calls = networkCalls(rounds, words);
  const largest = said.hump(formatError(hump, words));
  if (!trace.outcome) return said.running(calls, formatCount(finishedNodes(trace, last)), total, largest);
  if (trace.plan.spec.method.kind === 'sequential') return said.sequential(calls, total);
  const error = largestError(trace, last);
  const agreement = agreementOf(trace);
  const { method } = trace.plan.spec;
  if (method.kind === 'few-step' && method.steps < totalNodes)
    return said.fewSteps(calls, formatError(error, words), total);
  if (!Number.isFinite(error)) return said.lost(calls, total, largest);
  return error <= agreement
    ? said.near(calls, total, formatError(agreement, words), largest)
    : said.far(calls, formatError(error, words), total, largest);
}

/** What the dashed front is: how fast the exact one is and how far it came, or how far a window has slid; nothing for few steps,
 * which solve other equations. */
export function dashedWords(trace: Trace, room: 'wide' | 'narrow' | 'tight', words: Words): string {
  const { fronts } = words.views.heatmap;
  const node = formatCount(exactNodes(trace).at(-1) ?? 0);
  switch (trace.plan.schedule.kind) {
    case 'few-step':
      return '';
    case 'window':
      return fronts.window[room];
    case 'parareal':
      return fronts.blocks[room](node);
    default:
      return fronts.exact[room](node);
  }
}
