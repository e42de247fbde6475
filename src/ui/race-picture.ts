// The race as drawings and the table see it, put together from the stores and from what the lanes came to.

import type { RacePoint, RaceSettings } from '../core/labs/race';
import { stepsOf } from '../core/race';
import type { Controller } from '../state/controller';
import { keyOf } from '../state/kept-runs';
import { useLabs } from '../state/labs';
import type { RacePlan } from '../state/race';
import { type RaceState, useRace } from '../state/race';
import { type RaceRow, raceRows } from '../state/race-table';
import { useRun } from '../state/run';
import { useSettings } from '../state/settings';
import { useView } from '../state/view';
import type { LabClock, LabData } from '../views/labs/lab-view';
import { labRacePicture } from '../views/labs/race';
import { formatShare } from '../views/numbers';
import { callsAt, clockEnd, firstFinish } from '../views/race-curves';
import type { LanePicture, RacePicture } from '../views/race-lanes';
import type { Words } from '../words';
import { useController } from './context';
import { useWords } from './use-words';

export interface ShownRace {
  readonly plan: RacePlan;
  readonly rows: readonly RaceRow[];
  readonly picture: RacePicture;
  /** Place of the clock: network calls or milliseconds. */
  readonly position: number;
  readonly end: number;
}

/** What is said of a lane without a result. */
function noteOf({ spec, problem }: RaceRow, { work }: RaceState, { race: words }: Words): string {
  if (spec === null) return words.impossible;
  if (problem !== null) return words.failed;
  const isRunning = work !== null && keyOf(work.spec) === keyOf(spec);
  return isRunning ? words.running(formatShare(work.share)) : words.waiting;
}

/** The race at present. */
export function shownRace({ race: runner }: Controller, words: Words): ShownRace {
  const state = useRace.getState();
  const { clock, tolerance } = state;
  const plan = runner.plan();
  const rows = raceRows(plan, (spec) => runner.outcome(spec), tolerance, words);
  const still = rows.map((row): LanePicture => {
    const { label, role, lane, trace } = row;
    return { label, role: role === 'other' ? lane.id : role, trace, calls: 0, note: noteOf(row, state, words) };
  });
  const picture = { lanes: still, steps: stepsOf(plan.base), tolerance };
  const end = clockEnd(still, clock);
  const position = Math.min(end, state.position ?? firstFinish(picture, clock));
  const lanes = still.map((lane) => ({ ...lane, calls: lane.trace ? callsAt(lane.trace, clock, position) : 0 }));
  return { plan, rows, picture: { ...picture, lanes }, position, end };
}

/** Whether the race that is shown is the lab's. */
export function isLabRace(): boolean {
  return useView.getState().behind === 'labs' && useLabs.getState().lab === 'race';
}

/** The clock of a race as the lab's drawing takes it. */
export function labClock(): LabClock {
  const { clock, position, tolerance } = useRace.getState();
  return { kind: clock, position, tolerance };
}

/** The clock of the race that is shown, of the panel or of the lab, and what it runs over. */
export function shownClock(controller: Controller, words: Words): Pick<ShownRace, 'picture' | 'position' | 'end'> {
  if (!isLabRace()) return shownRace(controller, words);
  const { points, plan } = controller.labs.knowledge();
  const data = { points, settings: plan.settings, words } as unknown as LabData<RaceSettings, RacePoint>;
  const { kind, position } = labClock();
  const picture = labRacePicture(data, labClock());
  const end = clockEnd(picture.lanes, kind);
  return { picture, position: Math.min(end, position ?? firstFinish(picture, kind)), end };
}

/** The race at present, as a hook: what changes it but for the clock renders anew. */
export function useShownRace(): ShownRace {
  const controller = useController();
  const words = useWords();
  useRace((state) => state.lanes);
  useRace((state) => state.tolerance);
  useRace((state) => state.inFull);
  useRace((state) => state.version);
  useRace((state) => state.work);
  useRace((state) => state.clock);
  useSettings((state) => state.spec);
  useRun((state) => state.backend);
  return shownRace(controller, words);
}
