import type { ScheduleState } from '../schedules';
import type { OnProduced, Pass, PassContext } from './pass';

export class CoarsePass implements Pass {
  constructor(_context: PassContext) {
    throw new Error('not written yet');
  }

  run(_step: ScheduleState, _onProduced: OnProduced | undefined): void {
    throw new Error('not written yet');
  }
}
