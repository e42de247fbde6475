// Results of a trace in words, computed from its data. For summaries, descriptions of drawings and the live region.

import { countsOf, type Trace } from '../core/trace';
import { agreementOf } from './error-scale';
import { formatCount, formatError } from './numbers';
import { finishedNodes, largestError } from './trace-lookup';

/** `1 network call`, `58 network calls` */
export function networkCalls(count: number): string {
  return `${formatCount(count)} network call${count === 1 ? '' : 's'}`;
}

/** What the chosen sampler is called beside the sequential one: not every method is parallel. */
export function runWord({ plan }: Trace): 'parallel' | 'few steps' | 'this run' {
  const { kind } = plan.spec.method;
  return kind === 'few-step' ? 'few steps' : kind === 'sequential' ? 'this run' : 'parallel';
}

/** How far a run got and how near it came to the sequential path. One sentence. */
export function outcomeSentence(trace: Trace): string {
  const { surrogate } = trace.plan;
  return surrogate?.exact
    ? `${outcomeOf(trace)} The surrogate has ${formatCount(surrogate.components)} components, as many as the data: it is the score itself.`
    : outcomeOf(trace);
}

function outcomeOf(trace: Trace): string {
  const { totalNodes } = trace.plan;
  const last = trace.rounds.length - 1;
  if (last < 0) return 'No round is done yet.';
  const { rounds, hump } = countsOf(trace);
  const calls = networkCalls(rounds);
  const way = `the largest error on the way (hump) was ${formatError(hump)}`;
  if (!trace.outcome)
    return `After ${calls}, ${formatCount(finishedNodes(trace, last))} of ${formatCount(totalNodes)} nodes are finished; ${way} so far.`;
  if (trace.plan.spec.method.kind === 'sequential')
    return `The sequential sampler took ${calls}, one after the other, for ${formatCount(totalNodes)} nodes.`;
  const error = largestError(trace, last);
  const agreement = agreementOf(trace);
  const { method } = trace.plan.spec;
  if (method.kind === 'few-step' && method.steps < totalNodes)
    return `After ${calls} the nodes that its steps end at differ by up to ${formatError(error)} from the sequential path, which needs ${formatCount(totalNodes)} calls: larger steps solve other equations.`;
  const nodes = `all ${formatCount(totalNodes)} nodes`;
  if (!Number.isFinite(error))
    return `After ${calls} some of the ${formatCount(totalNodes)} nodes are not finite; ${way}.`;
  const near =
    error <= agreement
      ? `${nodes} are within ${formatError(agreement)} of the sequential path`
      : `the nodes differ by up to ${formatError(error)} from the sequential path`;
  return `After ${calls} ${near}, which needs ${formatCount(totalNodes)} calls; ${way}.`;
}

/** What the dashed front is: how fast the exact one is, or how far a window has slid; nothing for few steps, which solve other
 * equations. */
export function dashedWords({ plan }: Trace, narrow: boolean): string {
  switch (plan.schedule.kind) {
    case 'few-step':
      return '';
    case 'window':
      return narrow ? 'passed' : 'passed by the window';
    case 'parareal':
      return narrow ? 'exact: 1 block' : 'exact: 1 block per iteration';
    default:
      return narrow ? 'exact: 1' : 'exact: 1 node per round';
  }
}
