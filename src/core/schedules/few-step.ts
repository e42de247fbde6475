import type { ScheduleDefinition } from './schedule';

const missing = (): never => {
  throw new Error('not written yet');
};

export const fewStep: ScheduleDefinition = { kind: 'few-step', initial: missing, advance: missing };
