// The two ways to run a plan on the CPU: in a worker, where there are workers, so that the page stays responsive; or in the
// caller's own thread (Node: command line and tests), giving way to other work between reports.

import type { Plan } from '../../core/plan';
import type { Outcome } from '../../core/trace';
import { abortError } from '../abort';
import { type CpuReport, simulateInReports } from './batches';
import type { RunRequest, WorkerMessage } from './messages';

/** Runs a plan to its end. Rejects with an AbortError soon after the signal, or with an Error whose message is a sentence. */
export type Execute = (
  plan: Plan,
  signal: AbortSignal | undefined,
  onReport: (report: CpuReport) => void,
) => Promise<Outcome>;

/** In the caller's thread. */
export const executeHere: Execute = async (plan, signal, onReport) => {
  const simulation = simulateInReports(plan);
  for (;;) {
    if (signal?.aborted) throw abortError();
    const { value, done } = simulation.next();
    if (done) return value;
    onReport(value);
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
};

/** In a worker of its own, which is ended with the run. */
export const executeInWorker: Execute = (plan, signal, onReport) => {
  if (signal?.aborted) return Promise.reject(abortError());
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  const outcome = new Promise<Outcome>((resolve, reject) => {
    const fail = (message: string) => reject(new Error(message));
    signal?.addEventListener('abort', () => reject(abortError()), { once: true });
    worker.addEventListener('error', (event) =>
      fail(`The worker of the CPU backend failed: ${event.message || 'it could not be started.'}`),
    );
    worker.addEventListener('messageerror', () =>
      fail('A message of the worker of the CPU backend could not be read.'),
    );
    worker.addEventListener('message', ({ data }: MessageEvent<WorkerMessage>) => {
      if (signal?.aborted) return;
      switch (data.kind) {
        case 'report':
          return onReport(data.report);
        case 'outcome':
          return resolve(data.outcome);
        case 'failure':
          return fail(data.message);
      }
    });
  });
  worker.postMessage({ spec: plan.spec, target: plan.target } satisfies RunRequest);
  return outcome.finally(() => worker.terminate());
};
