// How far the lanes of a race are after some network calls: which nodes agree with the sequential solution. Knows traces and
// nothing of pictures.

import { producedNode, type Trace } from '../core/trace';
import { entriesAt } from './trace-lookup';

/** Nodes of a lane after some network calls. */
export interface LaneNodes {
  /** `[node]`, nodes 1..L at places 0..L-1: 2 where all particles agree, 1 where the median one does, 0 elsewhere. */
  readonly agreeing: Uint8Array;
  /** Nodes at which all particles agree. */
  readonly within: number;
  /** First and last node that the last call worked on; null before the first and after the end. */
  readonly flight: readonly [number, number] | null;
}

/** Index of the last record within so many network calls; -1 for none. */
function lastRecord(trace: Trace, calls: number): number {
  let low = 0;
  let high = trace.rounds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((trace.rounds[middle]?.clock ?? 0) <= calls) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The nodes of a lane after some network calls. */
export function laneNodes(trace: Trace, calls: number, tolerance: number): LaneNodes {
  const total = trace.plan.totalNodes;
  const agreeing = new Uint8Array(total);
  const last = lastRecord(trace, calls);
  if (last < 0) return { agreeing, within: 0, flight: null };
  const entries = entriesAt(trace, last);
  let within = 0;
  for (let node = 1; node <= total; node++) {
    const entry = entries[node] ?? -1;
    if (entry < 0) continue;
    const all = (trace.nodeError[entry] ?? Number.NaN) <= tolerance;
    const median = (trace.nodeErrorMedian[entry] ?? Number.NaN) <= tolerance;
    agreeing[node - 1] = all ? 2 : median ? 1 : 0;
    if (all) within++;
  }
  return { agreeing, within, flight: flightOf(trace, last) };
}

function flightOf(trace: Trace, last: number): readonly [number, number] | null {
  if (last === trace.rounds.length - 1) return null;
  for (let index = last; index >= 0; index--) {
    const record = trace.rounds[index];
    if (record && !record.isStart) return [producedNode(record, 0), producedNode(record, record.count - 1)];
  }
  return null;
}

/** Nodes that agree after each number of network calls, `[calls]`, from 0 to the last. */
export type AgreementCurve = readonly number[];

const curves = new WeakMap<Trace, { readonly tolerance: number; readonly curve: AgreementCurve }>();

/** The curve of a finished lane; made once for a trace and a tolerance. */
export function agreementCurve(trace: Trace, tolerance: number): AgreementCurve {
  const kept = curves.get(trace);
  if (kept?.tolerance === tolerance) return kept.curve;
  const agrees = new Uint8Array(trace.plan.totalNodes + 1);
  const curve: number[] = [0];
  let within = 0;
  for (const record of trace.rounds) {
    while (curve.length <= record.clock) curve.push(within);
    for (let i = 0; i < record.count; i++) {
      const node = producedNode(record, i);
      const now = (trace.nodeError[record.offset + i] ?? Number.NaN) <= tolerance ? 1 : 0;
      within += now - (agrees[node] ?? 0);
      agrees[node] = now;
    }
    curve[record.clock] = within;
  }
  curves.set(trace, { tolerance, curve });
  return curve;
}
