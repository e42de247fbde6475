// The registry of labs. A new lab is one file, its drawing in `src/views/labs` and one line here.

import { blockLength } from './block-length';
import { budgetDuel } from './budget-duel';
import { cost } from './cost';
import { dimension } from './dimension';
import type { Lab } from './lab';
import { race } from './race';
import { twoAxes } from './two-axes';

export const labs = {
  'two-axes': twoAxes,
  'block-length': blockLength,
  'budget-duel': budgetDuel,
  dimension,
  cost,
  race,
} satisfies Record<string, Lab>;

/** The name of a lab. */
export type LabName = keyof typeof labs;

/** Names of all of them, in the order in which they are offered. */
export const LAB_NAMES = Object.keys(labs) as readonly LabName[];
