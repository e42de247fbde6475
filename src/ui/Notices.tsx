// What the reader is told: errors, what the backend means for the run, progress. Errors are announced at once, the
// outcome of a run politely.

import { useEffect, useRef, useState } from 'react';
import { impossibility, useForecast } from '../state/forecast';
import { type RunState, useRun } from '../state/run';
import { useSettings } from '../state/settings';
import { views } from '../views';
import { formatCount } from '../views/numbers';
import type { Words } from '../words';
import { useController } from './context';
import { useWords } from './use-words';

export function Notices({ forced }: { readonly forced: boolean }) {
  const words = useWords().notice;
  const controller = useController();
  const backend = useRun((state) => state.backend);
  const reduction = useRun((state) => state.reduction);
  return (
    <div className="notices">
      <Alerts />
      {backend && (backend.backend === 'cpu' || backend.software) && (
        <p className="notice">
          {backend.backend === 'cpu' ? (forced ? words.cpuForced : words.cpu) : words.software(backend.adapter)}{' '}
          {reduction && (
            <>
              {reducedSentence(reduction, words)}{' '}
              <button type="button" className="quiet" onClick={() => controller.runInFull()}>
                {words.inFull}
              </button>
            </>
          )}
        </p>
      )}
    </div>
  );
}

/** Errors and messages about the page as a whole. */
export function Alerts() {
  const words = useWords().notice;
  const error = useRun((state) => state.error);
  const message = useRun((state) => state.message);
  const lost = useRun((state) => state.lost);
  return (
    <div role="alert">
      {error !== null && (
        <Told sentence={`${words.error} ${error}`} onDismiss={() => useRun.setState({ error: null })} />
      )}
      {lost !== null && <Told sentence={words.lost(lost)} onDismiss={() => useRun.setState({ lost: null })} />}
      {message !== null && <Told sentence={message} onDismiss={() => useRun.setState({ message: null })} />}
    </div>
  );
}

function Told({ sentence, onDismiss }: { readonly sentence: string; readonly onDismiss: () => void }) {
  const words = useWords().notice;
  return (
    <p className="notice mistake">
      {sentence}
      <button type="button" className="quiet" onClick={onDismiss}>
        {words.dismiss}
      </button>
    </p>
  );
}

function reducedSentence({ full, ran }: NonNullable<RunState['reduction']>, words: Words['notice']): string {
  const parts = [words.reduced(formatCount(ran.particles), formatCount(full.particles))];
  const nodes = [ran.blocks * ran.nodes, full.blocks * full.nodes] as const;
  if (nodes[0] !== nodes[1]) parts.push(words.reducedNodes(formatCount(nodes[0]), formatCount(nodes[1])));
  return `${parts.join(', ')}.`;
}

/** Progress of the run in flight, as a bar and in words; when there is none, why Run is off. */
export function ProgressLine() {
  const { progress: words, settings } = useWords();
  const progress = useRun((state) => state.progress);
  const why = impossibility(useSettings(), useForecast());
  if (!progress) {
    return (
      <div className="progress" aria-hidden={why === null}>
        {why !== null && <span className="mistake">{`${settings.notPossible} ${why}`}</span>}
      </div>
    );
  }
  const { phase, sequentialDone, parallelDone, totalNodes } = progress;
  const total = formatCount(totalNodes);
  const label =
    phase === 'preparing'
      ? words.preparing
      : phase === 'sequential'
        ? words.sequential(formatCount(sequentialDone), total)
        : words.parallel(formatCount(parallelDone), total);
  const done = totalNodes > 0 ? (sequentialDone + parallelDone) / (2 * totalNodes) : 0;
  return (
    <div className="progress">
      <progress max={1} value={done} aria-label={label} />
      <span>{label}</span>
    </div>
  );
}

/** Tells each run's outcome to those who do not see the figure. */
export function LiveRegion() {
  const words = useWords().outcome;
  const { session } = useController();
  const [said, setSaid] = useState('');
  const before = useRef<RunState['status']>('idle');
  const result = useRef(session.result);
  useEffect(
    () =>
      useRun.subscribe(({ status }) => {
        if (status === before.current) return;
        const wasRunning = before.current === 'running';
        before.current = status;
        if (status === 'running') setSaid(words.started);
        else if (wasRunning && status === 'done' && session.result !== result.current && session.trace) {
          setSaid(views.stage.summary(session.trace));
        } else if (wasRunning && status !== 'error') setSaid(session.result ? words.cancelled : words.cancelledFirst);
        result.current = session.result;
      }),
    [session, words],
  );
  return (
    <p className="visually-hidden" role="status">
      {said}
    </p>
  );
}
