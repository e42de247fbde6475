// A run's trace and samples as CSV text (RFC 4180), for spreadsheets and scripts.

import { producedNode, type Trace } from '../core/trace';

/** One row for every node of every record: what happened to it in that round. */
export function traceCsv(trace: Trace): string {
  const rows = ['clock,segment,iteration,node,residual,error,error99,error_median'];
  for (const record of trace.rounds) {
    for (let i = 0; i < record.count; i++) {
      const entry = record.offset + i;
      const node = producedNode(record, i);
      // A start changes nothing, so it has no residual.
      const residual = record.isStart ? Number.NaN : trace.nodeResidual[entry];
      const errors = [trace.nodeError, trace.nodeError99, trace.nodeErrorMedian].map((array) => array[entry]);
      const numbers = [residual, ...errors].map(text);
      rows.push([record.clock, record.segment, record.iteration, node, ...numbers].join(','));
    }
  }
  return `${rows.join('\r\n')}\r\n`;
}

/** One row for every particle: the parallel sample and the sequential one on the same noise. */
export function samplesCsv(trace: Trace): string {
  const { outcome, plan } = trace;
  const coordinates = Array.from({ length: plan.dimension }, (_, coordinate) => coordinate + 1);
  const head = ['particle', ...coordinates.map((c) => `parallel_${c}`), ...coordinates.map((c) => `sequential_${c}`)];
  const rows = [head.join(',')];
  if (outcome) {
    for (let particle = 0; particle < plan.spec.particles; particle++) {
      const state = (samples: ArrayLike<number>) =>
        coordinates.map((c) => text(samples[particle * plan.dimension + c - 1]));
      rows.push([particle, ...state(outcome.samples), ...state(outcome.reference)].join(','));
    }
  }
  return `${rows.join('\r\n')}\r\n`;
}

/** A number as it is; nothing for what is not one, such as the residual of a start. */
function text(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? '' : String(value);
}
