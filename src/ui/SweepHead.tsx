// The head of a panel of many runs: its name and problem, run and cancel with progress, and what was made smaller.

import type { ReactNode } from 'react';
import { stepsOf } from '../core/race';
import type { RunSpec } from '../core/spec';
import type { Json } from '../state/json';
import { useSettings } from '../state/settings';
import type { SweepWork } from '../state/sweep-runner';
import { targetKind } from '../state/target-choice';
import { formatCount } from '../views/numbers';
import { dataName } from '../views/target-label';
import { useWords } from './use-words';

export interface SweepHeadProps {
  readonly title: string;
  readonly problem: string;
  readonly work: SweepWork | null;
  readonly words: {
    readonly run: string;
    readonly runRest: string;
    readonly done: string;
    readonly cancel: string;
    readonly working: (done: string, total: string) => string;
  };
  /** Runs without a result, of all. */
  readonly missing: number;
  readonly total: number;
  readonly onRun: () => void;
  readonly onCancel: () => void;
  readonly children: ReactNode;
}

export function SweepHead(props: SweepHeadProps) {
  const { title, problem, work, words, missing, total, onRun, onCancel, children } = props;
  const settingsAreWrong = useSettings((state) => state.spec === null);
  const working = work ? words.working(formatCount(Math.min(work.total, work.done + 1)), formatCount(work.total)) : '';
  return (
    <div className="sweep-head">
      <div className="sweep-title">
        <h2>{title}</h2>
        <p className="note">{problem}</p>
      </div>
      <div className="sweep-work">
        {work ? (
          <>
            <progress max={1} value={(work.done + work.share) / Math.max(1, work.total)} aria-label={working} />
            <span className="note">{working}</span>
            <button type="button" onClick={onCancel}>
              {words.cancel}
            </button>
          </>
        ) : (
          <button
            type="button"
            className={missing > 0 ? 'primary' : undefined}
            disabled={missing === 0 || settingsAreWrong}
            onClick={onRun}
          >
            {missing === total ? words.run : missing > 0 ? words.runRest : words.done}
          </button>
        )}
        {children}
      </div>
    </div>
  );
}

/** The problem of a sweep in words. */
export function useProblem(base: RunSpec): string {
  const all = useWords();
  const { race: words, settings, targets } = all;
  const kind = targetKind(base.target as unknown as Json);
  const [group, name = ''] = kind.split(':');
  const target = group === 'network' || group === 'mixture' ? dataName(name, all) : nameOf(kind, settings.targets);
  const label = group === 'network' ? targets.shortNetwork(target) : target;
  return words.problem(
    label,
    settings[base.dynamics],
    formatCount(stepsOf(base)),
    formatCount(base.particles),
    String(base.seed),
  );
}

function nameOf(kind: string, names: Readonly<Record<string, string>>): string {
  return names[kind] ?? kind;
}

export interface ReductionProps {
  readonly full: RunSpec;
  readonly ran: RunSpec;
  readonly isSlow: boolean;
  readonly inFull: boolean;
  readonly words: {
    readonly reduced: (particles: string, of: string) => string;
    readonly reducedBoth: (particles: string, of: string, steps: string, ofSteps: string) => string;
    readonly inFull: string;
    readonly smaller: string;
  };
  readonly isWorking: boolean;
  readonly onChoose: (inFull: boolean) => void;
}

/** What was made smaller where a CPU does the sampling, and the choice to run in full. */
export function Reduction({ full, ran, isSlow, inFull, words, isWorking, onChoose }: ReductionProps) {
  if (!isSlow || (ran === full && !inFull)) return null;
  const particles = [formatCount(ran.particles), formatCount(full.particles)] as const;
  const steps = [formatCount(stepsOf(ran)), formatCount(stepsOf(full))] as const;
  const reduced = steps[0] === steps[1] ? words.reduced(...particles) : words.reducedBoth(...particles, ...steps);
  return (
    <p className="notice">
      {ran !== full && reduced}{' '}
      <button type="button" className="quiet" disabled={isWorking} onClick={() => onChoose(!inFull)}>
        {inFull ? words.smaller : words.inFull}
      </button>
    </p>
  );
}
