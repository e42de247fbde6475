import type { ScheduleDefinition } from './schedule';

const missing = (): never => {
  throw new Error('not written yet');
};

export const parareal: ScheduleDefinition = { kind: 'parareal', initial: missing, advance: missing };
