// What stands around a lab that looks at the run of the figure: which run it is, its stage, transport and heatmap. All of them are
// moved by the one cursor of the page.

import { type ReactNode, useEffect, useRef } from 'react';
import { DEFAULT_SPEC } from '../core/spec';
import { moveWithinBlock, useCursor } from '../state/cursor';
import { useRun } from '../state/run';
import { useSettings } from '../state/settings';
import { isSlow } from '../state/sweep-runner';
import { views } from '../views';
import { Chart } from './Chart';
import { useController } from './context';
import { LiveRegion } from './Notices';
import { Stage } from './Stage';
import { Reduction, useProblem } from './SweepHead';
import { Transport } from './Transport';
import { useWords } from './use-words';

/** The title of the labs, the problem of the run, and what can be saved. */
export function LabRunHead({ children }: { readonly children: ReactNode }) {
  const words = useWords();
  const controller = useController();
  const draft = useSettings((state) => state.spec);
  useRun((state) => state.finished);
  const problem = useProblem(controller.shownSpec ?? draft ?? DEFAULT_SPEC);
  return (
    <div className="sweep-head">
      <div className="sweep-title">
        <h2>{words.labs.title}</h2>
        <p className="note">{words.labs.panel.ofFigure(problem)}</p>
      </div>
      <div className="sweep-work">{children}</div>
    </div>
  );
}

/** The drawing of the lab among the views of the figure. */
export function LabRun({ children }: { readonly children: ReactNode }) {
  const { notice } = useWords();
  const controller = useController();
  const reduction = useRun((state) => state.reduction);
  const isRunning = useRun((state) => state.status === 'running');
  const finished = useRun((state) => state.finished);
  const { trace } = controller.session;
  const isPlaced = useRef(false);
  // At its last round nothing of a run is to be seen here: the lab opens within it, once, unless the cursor was put somewhere.
  useEffect(() => {
    if (isPlaced.current || !finished || !trace?.outcome) return;
    isPlaced.current = true;
    if (useCursor.getState().record === null) moveWithinBlock(trace);
  }, [finished, trace]);
  return (
    <>
      {reduction && (
        <Reduction
          {...reduction}
          isSlow={isSlow()}
          inFull={false}
          // Nothing is run in full yet, so nothing is said of running smaller again.
          words={{ ...notice, smaller: '' }}
          isWorking={isRunning}
          onChoose={() => controller.runInFull()}
        />
      )}
      <div className="lab-run">
        <Stage side="parallel" />
        {children}
      </div>
      <Transport />
      <Chart view={views.heatmap} className="heatmap" />
      <LiveRegion />
    </>
  );
}
