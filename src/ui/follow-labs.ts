// A lab runs by itself when it is opened and when a control of it changes: its runs are few and small, and what it shows is their
// result. When it is left, it stops; it goes on when it is opened again. One that looks at the figure runs the figure's settings.

import type { Controller } from '../state/controller';
import { useLabs } from '../state/labs';
import { useView } from '../state/view';

/** Starts the runs of labs from now on; returns what ends that. */
export function followLabs(controller: Controller): () => void {
  const run = () => {
    if (useView.getState().behind === 'labs') controller.runLab();
  };
  const ends = [
    useView.subscribe(({ behind }, before) => {
      if (behind === before.behind) return;
      if (before.behind === 'labs') controller.labs.cancel();
      run();
    }),
    useLabs.subscribe(
      ({ lab, settings, inFull }, before) =>
        (lab !== before.lab || settings !== before.settings || inFull !== before.inFull) && run(),
    ),
  ];
  return () => {
    for (const end of ends) end();
  };
}
