// The points of a lab from float64 runs of its own settings, for tests of its claims and pictures.

import type { LabSettings } from '../src/core/labs/controls';
import { type Lab, type LabMeasured, type LabPlace, type LabPoint, pointsOf, resultOf } from '../src/core/labs/lab';
import { planRun } from '../src/core/plan';
import { simulated } from '../src/core/simulated';
import { resolveTarget } from '../src/core/targets';

/** Runs all that a lab asks for. */
export function labPoints<Settings extends LabSettings, Place extends LabPlace, Measured extends LabMeasured>(
  lab: Lab<Settings, Place, Measured>,
  settings: Settings,
): LabPoint<Place, Measured>[] {
  return pointsOf(lab.runs(settings), (spec) =>
    resultOf(lab, simulated(planRun(spec, resolveTarget(spec.target, null)))),
  );
}
