// The registry of the labs' drawings, by the names of the labs. A new drawing is one file and one line here.

import type { LabName } from '../../core/labs';
import { blockLengthView } from './block-length';
import { budgetDuelView } from './budget-duel';
import { costView } from './cost';
import { dimensionView } from './dimension';
import type { LabView } from './lab-view';

export { twoAxes } from './two-axes';

export const labViews = {
  'block-length': blockLengthView as LabView,
  'budget-duel': budgetDuelView as LabView,
  dimension: dimensionView as LabView,
  cost: costView as LabView,
} satisfies Record<LabName, LabView>;
