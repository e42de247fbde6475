// Tasks of the page's main thread, from the browser's own trace: how long each took by the clock, and how long it had the processor. On a
// software adapter the run itself needs every processor, so that a task also waits for one; on a GPU it does not.

import type { Browser, Page } from '@playwright/test';

/** A task of the main thread. */
export interface MainThreadTask {
  /** Milliseconds since the trace began. */
  readonly start: number;
  /** By the clock, milliseconds. */
  readonly elapsed: number;
  /** On a processor, milliseconds. */
  readonly processor: number;
}

/** What the trace has of each event that is read here; times in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
}

const RUN_BEGINS = 'audit: run begins';
const CATEGORIES = ['blink.user_timing', 'disabled-by-default-devtools.timeline'];

/** Marks the begin of the first run in the trace. For `addInitScript`, before the page's own scripts. */
function markRun(mark: string): void {
  const observer = new MutationObserver(() => {
    if (document.documentElement?.dataset.run !== 'running') return;
    performance.mark(mark);
    observer.disconnect();
  });
  observer.observe(document, { subtree: true, attributes: true, attributeFilter: ['data-run'] });
}

/**
 * Main-thread tasks while `work` loads the page and waits for its first run, before and from the begin of that run.
 * @throws Error when the trace has no begin of a run or no times of the processor
 */
export async function tasksDuring(
  browser: Browser,
  page: Page,
  work: () => Promise<void>,
): Promise<{ readonly start: readonly MainThreadTask[]; readonly run: readonly MainThreadTask[] }> {
  await page.addInitScript(markRun, RUN_BEGINS);
  await browser.startTracing(page, { categories: CATEGORIES });
  await work();
  const trace = JSON.parse((await browser.stopTracing()).toString('utf8')) as { traceEvents: readonly TraceEvent[] };
  const begin = trace.traceEvents.find(({ name }) => name === RUN_BEGINS);
  if (begin === undefined) throw new Error('The trace has no begin of a run.');
  const events = trace.traceEvents.filter(
    ({ name, ph, pid, tid }) => name === 'RunTask' && ph === 'X' && pid === begin.pid && tid === begin.tid,
  );
  const first = Math.min(...events.map(({ ts }) => ts));
  const tasks = events.map(({ ts, dur, tdur }) => {
    if (dur === undefined || tdur === undefined)
      throw new Error('The trace does not say how long a task had the processor.');
    return { start: (ts - first) / 1000, elapsed: dur / 1000, processor: tdur / 1000 };
  });
  const begun = (begin.ts - first) / 1000;
  return { start: tasks.filter(({ start }) => start < begun), run: tasks.filter(({ start }) => start >= begun) };
}
