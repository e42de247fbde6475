// Schedules decide which nodes the next round covers. `advance` is a pure function of small integers, written here and
// once more in WGSL (`shaders/schedules/`), where it runs on the GPU between rounds. A new schedule is one file in each
// place and one line in each registry.

import { blocks } from './blocks';
import type { ScheduleDefinition } from './schedule';
import { sequential } from './sequential';

export * from './schedule';

export const schedules = { blocks, sequential } satisfies Record<string, ScheduleDefinition>;
