// What the reader is told: errors, what the backend means for the run, progress. Errors are announced at once, the
// outcome of a run politely.

import { type ReactNode, useEffect, useRef, useState } from 'react';
import { ownBrowser } from '../state/browsers';
import { impossibility, useForecast } from '../state/forecast';
import { type RunState, useRun } from '../state/run';
import { useSettings } from '../state/settings';
import { useView } from '../state/view';
import { views } from '../views';
import { formatCount } from '../views/numbers';
import type { Words } from '../words';
import { useController } from './context';
import { InEnglish } from './InEnglish';
import { useWords } from './use-words';

export function Notices({ forced }: { readonly forced: boolean }) {
  const { notice: words, sentenceSpace } = useWords();
  const language = useView((state) => state.language);
  const needs = ownBrowser(navigator) ?? undefined;
  const controller = useController();
  const backend = useRun((state) => state.backend);
  const reduction = useRun((state) => state.reduction);
  return (
    <div className="notices">
      <Alerts />
      {backend && (backend.backend === 'cpu' || backend.software) && (
        <p className="notice">
          {backend.backend === 'cpu'
            ? forced
              ? words.cpuForced
              : `${words.cpu}${needs === undefined ? '' : `${sentenceSpace}${words.needs(needs.name[language], needs.needs[language])}`}`
            : words.software(backend.adapter)}
          {sentenceSpace}
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
        <Told onDismiss={() => useRun.setState({ error: null })}>
          {words.error}
          <InEnglish>{error}</InEnglish>
        </Told>
      )}
      {lost !== null && (
        <Told onDismiss={() => useRun.setState({ lost: null })}>
          <InEnglish>{lost}</InEnglish> {words.lost}
        </Told>
      )}
      {message !== null && (
        <Told onDismiss={() => useRun.setState({ message: null })}>
          <InEnglish>{message}</InEnglish>
        </Told>
      )}
    </div>
  );
}

function Told({ children, onDismiss }: { readonly children: ReactNode; readonly onDismiss: () => void }) {
  const words = useWords().notice;
  return (
    <p className="notice mistake">
      {children}
      <button type="button" className="quiet" onClick={onDismiss}>
        {words.dismiss}
      </button>
    </p>
  );
}

function reducedSentence({ full, ran }: NonNullable<RunState['reduction']>, words: Words['notice']): string {
  const particles = [formatCount(ran.particles), formatCount(full.particles)] as const;
  const nodes = [formatCount(ran.blocks * ran.nodes), formatCount(full.blocks * full.nodes)] as const;
  return nodes[0] === nodes[1] ? words.reduced(...particles) : words.reducedBoth(...particles, ...nodes);
}

/** Progress of the run in flight, as a bar and in words; when there is none, why Run is off. */
export function ProgressLine() {
  const { progress: words, settings } = useWords();
  const progress = useRun((state) => state.progress);
  const why = impossibility(useSettings(), useForecast());
  if (!progress) {
    return (
      <div className="progress" aria-hidden={why === null}>
        {why !== null && (
          <span className="mistake">
            {settings.notPossible}
            <InEnglish>{why}</InEnglish>
          </span>
        )}
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

/** Empties what a live region says when the language changes: it was said in another one. */
export function useForgetting(say: (text: string) => void): void {
  const language = useView((state) => state.language);
  const before = useRef(language);
  useEffect(() => {
    if (before.current !== language) say('');
    before.current = language;
  }, [language, say]);
}

/** Tells each run's outcome to those who do not see the figure. */
export function LiveRegion() {
  const all = useWords();
  const words = all.outcome;
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
          setSaid(views.stage.summary(session.trace, all));
        } else if (wasRunning && status !== 'error') setSaid(session.result ? words.cancelled : words.cancelledFirst);
        result.current = session.result;
      }),
    [session, words, all],
  );
  useForgetting(setSaid);
  return (
    <p className="visually-hidden" role="status">
      {said}
    </p>
  );
}
