// Runs the lanes of the race, and keeps what they came to.

import { slimTrace } from '../core/race-result';
import type { Trace } from '../core/trace';
import { followLanes, planRace, type RacePlan, raceBase, useRace } from './race';
import type { Session } from './session';
import { isSlow, type Outcome, SweepRunner } from './sweep-runner';

/** Numbers of all traces that are kept: 128 MiB. A usual lane has some ten thousand. */
const KEPT = 2 ** 25;

/** What a lane came to: its slim trace, or a sentence about why it failed. */
export type LaneOutcome = Outcome<Trace>;

export class RaceRunner extends SweepRunner<Trace> {
  constructor(session: Session) {
    super(session, {
      most: KEPT,
      weightOf: ({ entries }) => 2 * entries,
      specs: () => this.plan().runs.flatMap(({ spec }) => (spec ? [spec] : [])),
      problem: () => this.plan().full,
      follow: followLanes,
      summarise: slimTrace,
      onWork: (work) => useRace.setState({ work }),
      onEnd: (end) => useRace.setState(end === 'none' ? { end, playing: false } : { end }),
      onResult: () => useRace.setState(({ version }) => ({ version: version + 1 })),
    });
  }

  /** What the race would run at present. */
  plan(): RacePlan {
    return planRace(raceBase(), useRace.getState(), isSlow());
  }
}
