// Schedules decide which nodes the next round covers. `advance` is a pure function of small integers, written here and
// once more in WGSL (`shaders/schedules/`), where it runs on the GPU between rounds. A new schedule is one file in each
// place and one line in each registry.

import { blocks } from './blocks';
import { fewStep } from './few-step';
import { parareal } from './parareal';
import type { ScheduleDefinition } from './schedule';
import { sequential } from './sequential';
import { wavefront } from './wavefront';
import { window } from './window';

export * from './schedule';

export const schedules = {
  blocks,
  window,
  wavefront,
  parareal,
  'few-step': fewStep,
  sequential,
} satisfies Record<string, ScheduleDefinition>;
