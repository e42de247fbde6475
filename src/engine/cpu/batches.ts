// A simulation cut into pieces of about one frame, so that a worker posts, and a caller in the same thread breathes, neither
// for every row nor only at the end.

import type { Plan } from '../../core/plan';
import { type SimulationEvent, simulate } from '../../core/sampler';
import type { Outcome, RecordData } from '../../core/trace';

/** Milliseconds between two reports: one frame at 60 a second. */
export const REPORT_INTERVAL = 16;

/** What has happened since the last report. */
export interface CpuReport {
  readonly sequentialDone: number;
  readonly parallelDone: number;
  /** Sequential paths of the tracked particles, in the first report after they are known. */
  readonly referencePaths: Float32Array | null;
  readonly records: readonly RecordData[];
}

/** Runs a plan, yielding a report about every `interval` milliseconds and one at the end. */
export function* simulateInReports(plan: Plan, interval = REPORT_INTERVAL): Generator<CpuReport, Outcome> {
  const simulation = simulate(plan);
  let sequentialDone = 0;
  let parallelDone = 0;
  let referencePaths: Float32Array | null = null;
  let records: RecordData[] = [];
  let reportedAt = performance.now();
  for (;;) {
    const { value, done } = advance(simulation);
    if (done) {
      yield { sequentialDone, parallelDone, referencePaths, records };
      return value;
    }
    switch (value.kind) {
      case 'row':
        break;
      case 'sequential':
        sequentialDone = value.done;
        break;
      case 'reference':
        referencePaths = value.paths;
        break;
      case 'record':
        records.push(value.record);
        parallelDone = value.done;
        break;
    }
    if (performance.now() - reportedAt < interval) continue;
    yield { sequentialDone, parallelDone, referencePaths, records };
    referencePaths = null;
    records = [];
    reportedAt = performance.now();
  }
}

/** The next event. Memory that cannot be had is an error with a sentence. */
function advance(simulation: Generator<SimulationEvent, Outcome>): IteratorResult<SimulationEvent, Outcome> {
  try {
    return simulation.next();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Error('There is not enough memory for this run on the CPU; reduce particles, blocks or nodes.', {
      cause: error,
    });
  }
}
