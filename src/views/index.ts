// The registry of views. A new view is one file and one line here.

import { convergence } from './convergence';
import { heatmap } from './heatmap';
import { race } from './race';
import { sequentialStage, stage } from './stage';
import type { View } from './view';

export const views = { convergence, heatmap, race, stage, sequentialStage } satisfies Record<string, View>;
