// A plan run in float64 to its end, as a trace.

import type { Plan } from './plan';
import { type SimulationOptions, simulate } from './sampler';
import { TraceRecorder } from './trace';

/** The trace of the float64 simulation. */
export function simulated(plan: Plan, options: SimulationOptions = {}): TraceRecorder {
  const trace = new TraceRecorder(plan, 'cpu', 'float64');
  const simulation = simulate(plan, options);
  for (;;) {
    const { done, value } = simulation.next();
    if (done) {
      trace.finish(value);
      return trace;
    }
    if (value.kind === 'record') trace.append(value.record);
    if (value.kind === 'reference') trace.setReferencePaths(value.paths);
  }
}
