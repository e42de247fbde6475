// A lab runs by itself when it is opened and when a control of it changes: its runs are few and small, and what it shows is their
// result.

import type { Controller } from '../state/controller';
import { useLabs } from '../state/labs';
import { useView } from '../state/view';

/** Starts the runs of labs from now on; returns what ends that. */
export function followLabs(controller: Controller): () => void {
  const run = () => {
    if (useView.getState().behind === 'labs') controller.runLab();
  };
  const ends = [
    useView.subscribe(({ behind }, before) => behind !== before.behind && run()),
    useLabs.subscribe(
      ({ lab, settings, inFull }, before) =>
        (lab !== before.lab || settings !== before.settings || inFull !== before.inFull) && run(),
    ),
  ];
  return () => {
    for (const end of ends) end();
  };
}
