// The worker of the CPU backend: runs one plan, posts what happens, and is ended by whoever started it.

import { planRun } from '../../core/plan';
import { simulateInReports } from './batches';
import type { RunRequest, WorkerMessage } from './messages';

/** Posts a message, giving away the memory of the arrays in it. */
function post(message: WorkerMessage, arrays: readonly ArrayLike<number>[] = []): void {
  const buffers = arrays.flatMap((array) =>
    ArrayBuffer.isView(array) && array.buffer instanceof ArrayBuffer ? [array.buffer] : [],
  );
  self.postMessage(message, { transfer: [...new Set(buffers)] });
}

function run({ spec, target }: RunRequest): void {
  const simulation = simulateInReports(planRun(spec, target));
  for (;;) {
    const { value, done } = simulation.next();
    if (done) {
      post({ kind: 'outcome', outcome: value }, [value.samples, value.reference]);
      return;
    }
    const arrays: ArrayLike<number>[] = value.records.flatMap((record) => [
      record.nodeResidual,
      record.nodeError,
      record.nodeError99,
      record.nodeErrorMedian,
      record.paths,
    ]);
    post({ kind: 'report', report: value }, value.referencePaths ? [...arrays, value.referencePaths] : arrays);
  }
}

self.addEventListener('message', (event: MessageEvent<RunRequest>) => {
  try {
    run(event.data);
  } catch (error) {
    post({ kind: 'failure', message: error instanceof Error ? error.message : String(error) });
  }
});
