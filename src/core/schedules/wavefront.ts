import type { ScheduleDefinition } from './schedule';

const missing = (): never => {
  throw new Error('not written yet');
};

export const wavefront: ScheduleDefinition = { kind: 'wavefront', initial: missing, advance: missing };
