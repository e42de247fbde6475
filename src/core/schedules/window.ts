import type { ScheduleDefinition } from './schedule';

const missing = (): never => {
  throw new Error('not written yet');
};

export const window: ScheduleDefinition = { kind: 'window', initial: missing, advance: missing };
