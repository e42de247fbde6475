// The scan shaders, as plain records: by the kind of the linear part, with or without the clip to the box of the data, and with or without
// measurements.

import clip from '../../../shaders/lib/clip.wgsl?raw';
import clipped from '../../../shaders/lib/clipped.wgsl?raw';
import measured from '../../../shaders/lib/measured.wgsl?raw';
import measurements from '../../../shaders/lib/measurements.wgsl?raw';
import noise from '../../../shaders/lib/noise.wgsl?raw';
import regression from '../../../shaders/lib/regression.wgsl?raw';
import run from '../../../shaders/lib/run.wgsl?raw';
import scanMeasured from '../../../shaders/lib/scan-measured.wgsl?raw';
import scanUnmeasured from '../../../shaders/lib/scan-unmeasured.wgsl?raw';
import step from '../../../shaders/lib/step.wgsl?raw';
import surrogate from '../../../shaders/lib/surrogate.wgsl?raw';
import unclipped from '../../../shaders/lib/unclipped.wgsl?raw';
import scan from '../../../shaders/scan.wgsl?raw';
import scanMatrix from '../../../shaders/scan-matrix.wgsl?raw';
import scanPredictor from '../../../shaders/scan-predictor.wgsl?raw';
import type { Plan } from '../../core/plan';
import type { RunSpec } from '../../core/spec';
import type { ScorePredictor } from '../../core/updates';
import type { ShaderDescription } from './compute-pass';
import { fillIn } from './fill-in';
import { COLUMNS_PER_GROUP } from './layout';
import { assemble, roundingOf } from './shaders';

/** What a scan depends on beside its linear part. */
export type ScanShape = Pick<Plan, 'dimension' | 'box'> & { readonly spec: Pick<RunSpec, 'precision'> };

/** What all scans are put together from, with the text constants of one. */
function assembled(
  { dimension, spec, box }: ScanShape,
  measuring: boolean,
  constants: Readonly<Record<string, number>>,
  ...parts: string[]
) {
  return assemble(
    { DIMENSION: dimension, WORKGROUP: COLUMNS_PER_GROUP, ...constants },
    run,
    noise,
    roundingOf(spec.precision),
    step,
    box === null ? unclipped : clipped,
    ...(measuring ? [measured, measurements, scanMeasured] : [scanUnmeasured]),
    ...parts,
  );
}

/** Writes a statement for each coordinate of a thread. */
function writeWalks(coordinates: number): string {
  const each = (statement: (c: number) => string) => Array.from({ length: coordinates }, (_, c) => statement(c));
  const column = (c: number) => `(first + ${c}u) * particles + inBatch`;
  return fillIn(scan, {
    walks: each((c) => `var walk${c}: Walk;`),
    'begin a segment': each((c) => `beginSegment(&walk${c}, j, ${column(c)}, isKnown);`),
    'walk a row': each((c) => `squares += walkRow(&walk${c}, i, j, node, first + ${c}u, inBatch);`),
  });
}

/** `measuring`: whether the scan measures its steps, and starts; see `scanProgram`. */
export const scanShaders = {
  /** `linear`: 0 where the linear part is a number a node, 1 a number a row, 2 a number a row and coordinate. */
  numbers: (plan: ScanShape, linear: 0 | 1 | 2, measuring: boolean): ShaderDescription => {
    const coordinates = measuring ? plan.dimension : 1;
    return {
      label: 'scan',
      code: assembled(plan, measuring, { LINEAR: linear, COORDINATES: coordinates }, writeWalks(coordinates)),
      entryPoint: 'scan',
    };
  },
  /** The linear part is a matrix a row. */
  matrix: (plan: ScanShape, measuring: boolean): ShaderDescription => ({
    label: 'scan-matrix',
    code: assembled(plan, measuring, {}, scanMatrix),
    entryPoint: 'scan',
  }),
  /** Scores at new states are predicted without derivatives. */
  predictor: (plan: ScanShape, predictor: ScorePredictor, measuring: boolean): ShaderDescription => ({
    label: 'scan-predictor',
    code: assembled(
      plan,
      measuring,
      { SURROGATE: predictor.surrogate ? 1 : 0, REGRESSION: predictor.regression ? 1 : 0 },
      clip,
      surrogate,
      regression,
      scanPredictor,
    ),
    entryPoint: 'scan',
  }),
};
