// The registry of the labs' drawings, by the names of the labs. A new drawing is one file and one line here.

import type { LabName } from '../../core/labs';
import { blockLengthView } from './block-length';
import { budgetDuelView } from './budget-duel';
import { costView } from './cost';
import { dimensionView } from './dimension';
import type { LabView } from './lab-view';
import { raceView } from './race';
import { twoAxesView } from './two-axes';

export const labViews = {
  'two-axes': twoAxesView as LabView,
  'block-length': blockLengthView as LabView,
  'budget-duel': budgetDuelView as LabView,
  dimension: dimensionView as LabView,
  cost: costView as LabView,
  race: raceView as LabView,
} satisfies Record<LabName, LabView>;
