// What the run of the settings would take, before it is started, or why it is not possible.

import { estimateRun, measuredSpeed, reduceForSoftware } from '../core/cost';
import type { Plan } from '../core/plan';
import { formatBytes } from '../core/sizes';
import { countsOf } from '../core/trace';
import { impossibility, useForecast } from '../state/forecast';
import { type BackendDescription, useRun } from '../state/run';
import type { Session } from '../state/session';
import { useSettings } from '../state/settings';
import type { Words } from '../words';
import { useController } from './context';
import { InEnglish } from './InEnglish';
import { formatDuration } from './numbers';
import { useWords } from './use-words';

export function Estimate() {
  const words = useWords().settings;
  const { session } = useController();
  const settings = useSettings();
  const backend = useRun((state) => state.backend);
  // A finished run tells the speed of the device.
  useRun((state) => state.finished);
  const forecast = useForecast();
  const { plan, problem } = forecast;
  const why = impossibility(settings, forecast);
  return (
    <div className="estimate" aria-live="polite">
      {why !== null ? (
        <p className="mistake">
          {words.notPossible}
          <InEnglish>{why}</InEnglish>
        </p>
      ) : forecast.passing && problem !== null ? (
        <p className="mistake">
          <InEnglish>{problem}</InEnglish>
        </p>
      ) : (
        <p>{words.estimate(plan && backend ? estimateOf(plan, backend, session, words) : '…')}</p>
      )}
    </div>
  );
}

/** Runs shorter than this say little about the speed of the device, milliseconds. */
const TELLING = 200;

/** Time and memory in words; where runs are made smaller, of the smaller one too. */
function estimateOf(plan: Plan, backend: BackendDescription, session: Session, words: Words['settings']): string {
  const { trace } = session;
  const time = trace?.outcome?.milliseconds;
  const speed =
    trace && time && time.parallel + time.sequential > TELLING
      ? measuredSpeed(trace.plan, countsOf(trace).evaluations, time)
      : undefined;
  const duration = (of: Plan) => formatDuration(estimateRun(of, backend, speed));
  const memory = formatBytes(plan.bytes);
  const reduced = backend.backend === 'cpu' || backend.software ? reduceForSoftware(plan.spec) : plan.spec;
  return reduced === plan.spec
    ? words.estimated(duration(plan), memory)
    : words.estimatedReduced(duration(plan), memory, duration({ ...plan, spec: reduced }));
}
