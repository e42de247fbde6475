// What the run of the settings would take, before it is started, or why it is not possible.

import { useEffect, useState } from 'react';
import { estimateRun } from '../core/cost';
import type { Plan } from '../core/plan';
import { useRun } from '../state/run';
import { sentenceOf } from '../state/session';
import { useSettings } from '../state/settings';
import { useController } from './context';
import { formatBytes, formatDuration } from './numbers';
import { useWords } from './words';

/** Settings are planned once they have been left alone for so long, milliseconds. */
const PAUSE = 150;

export function Estimate() {
  const words = useWords().settings;
  const { session } = useController();
  const spec = useSettings((state) => state.spec);
  const general = useSettings((state) => state.general);
  const backend = useRun((state) => state.backend);
  const [plan, setPlan] = useState<Plan | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    if (!spec || !backend) return setPlan(null);
    let current = true;
    const timer = setTimeout(() => {
      session.prepare(spec).then(
        (result) => {
          if (!current) return;
          setPlan(result);
          setProblem(null);
        },
        (error: unknown) => {
          if (!current) return;
          setPlan(null);
          setProblem(sentenceOf(error));
        },
      );
    }, PAUSE);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [spec, backend, session]);
  const why = general ?? (spec ? problem : null);
  return (
    <div className="estimate" aria-live="polite">
      {why !== null ? (
        <p className="mistake">
          {words.notPossible} {why}
        </p>
      ) : (
        <p>
          {words.estimate}:{' '}
          {plan && backend
            ? words.estimated(formatDuration(estimateRun(plan, backend)), formatBytes(plan.bytes))
            : '…'}
        </p>
      )}
    </div>
  );
}
