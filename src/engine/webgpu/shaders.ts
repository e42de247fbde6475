// Puts WGSL files together: text constants first, then shared functions, then the pass. Sizes are text constants and not
// `override`s because private arrays need them before pipelines are made.

import advance from '../../../shaders/advance.wgsl?raw';
import anderson from '../../../shaders/anderson.wgsl?raw';
import coarse from '../../../shaders/coarse.wgsl?raw';
import corrector from '../../../shaders/corrector.wgsl?raw';
import finish from '../../../shaders/finish.wgsl?raw';
import initialise from '../../../shaders/initialise.wgsl?raw';
import layerNetwork from '../../../shaders/layer-network.wgsl?raw';
import bins from '../../../shaders/lib/bins.wgsl?raw';
import half from '../../../shaders/lib/half.wgsl?raw';
import measured from '../../../shaders/lib/measured.wgsl?raw';
import measuredAt from '../../../shaders/lib/measured-at.wgsl?raw';
import measurements from '../../../shaders/lib/measurements.wgsl?raw';
import nextStep from '../../../shaders/lib/next-step.wgsl?raw';
import noise from '../../../shaders/lib/noise.wgsl?raw';
import quantiles from '../../../shaders/lib/quantiles.wgsl?raw';
import residuals from '../../../shaders/lib/residuals.wgsl?raw';
import rounding from '../../../shaders/lib/rounding.wgsl?raw';
import run from '../../../shaders/lib/run.wgsl?raw';
import scanBefore from '../../../shaders/lib/scan-before.wgsl?raw';
import scanFew from '../../../shaders/lib/scan-few.wgsl?raw';
import silu from '../../../shaders/lib/silu.wgsl?raw';
import step from '../../../shaders/lib/step.wgsl?raw';
import surrogate from '../../../shaders/lib/surrogate.wgsl?raw';
import tracked from '../../../shaders/lib/tracked.wgsl?raw';
import weightsHalf from '../../../shaders/lib/weights-half.wgsl?raw';
import weightsSingle from '../../../shaders/lib/weights-single.wgsl?raw';
import measure from '../../../shaders/measure.wgsl?raw';
import observe from '../../../shaders/observe.wgsl?raw';
import project from '../../../shaders/project.wgsl?raw';
import rowNetwork from '../../../shaders/row-network.wgsl?raw';
import blocks from '../../../shaders/schedules/blocks.wgsl?raw';
import fewStep from '../../../shaders/schedules/few-step.wgsl?raw';
import parareal from '../../../shaders/schedules/parareal.wgsl?raw';
import sequential from '../../../shaders/schedules/sequential.wgsl?raw';
import wavefront from '../../../shaders/schedules/wavefront.wgsl?raw';
import window from '../../../shaders/schedules/window.wgsl?raw';
import scoreGaussian from '../../../shaders/score-gaussian.wgsl?raw';
import scoreMixture from '../../../shaders/score-mixture.wgsl?raw';
import scoreNetwork from '../../../shaders/score-network.wgsl?raw';
import startConstant from '../../../shaders/start-constant.wgsl?raw';
import startGaussian from '../../../shaders/start-gaussian.wgsl?raw';
import startPrediction from '../../../shaders/start-prediction.wgsl?raw';
import startSurrogate from '../../../shaders/start-surrogate.wgsl?raw';
import type { Plan } from '../../core/plan';
import type { NetworkModel } from '../../core/scores';
import { RECORD_HEADER_WORDS as RECORD_HEADER } from '../../core/sizes';
import type { Precision } from '../../core/spec';
import type { ShaderDescription } from './compute-pass';
import { COLUMNS_PER_GROUP } from './layout';
import { writeCoordinates } from './mixture-statements';
import { type FusedTile, type LayerTile, ROW_THREADS, type RowTile, writeTile } from './network-tiles';
import { writeRows } from './row-network';

/** The WGSL twins of `src/core/schedules`. */
const schedules: Readonly<Record<string, string>> = {
  blocks,
  window,
  wavefront,
  parareal,
  'few-step': fewStep,
  sequential,
};
/** The WGSL twins of `src/core/starts`. */
const starts: Readonly<Record<string, string>> = {
  constant: startConstant,
  gaussian: startGaussian,
  prediction: startPrediction,
  surrogate: `${surrogate}\n${startSurrogate}`,
};

/** A shader: text constants, then files. */
export function assemble(constants: Readonly<Record<string, number>>, ...parts: readonly string[]): string {
  const head = Object.entries(constants).map(([name, value]) => `const ${name} = ${value}u;\n`);
  return head.join('') + parts.join('\n');
}

function named(table: Readonly<Record<string, string>>, what: string, name: string): string {
  const code = table[name];
  if (code === undefined) {
    throw new Error(`The ${what} "${name}" has no shader; there are ${Object.keys(table).join(', ')}.`);
  }
  return code;
}

/** Bits of what a state becomes that is too large for half precision: infinity, or 65,504. */
const OVERFLOWED = { f16: 0x7f800000, 'f16-saturating': 0x477fe000 } as const;

/** WGSL that rounds states to a precision: `fn rounded(x: f32) -> f32`. */
export function roundingOf(precision: Precision): string {
  return precision === 'f32' ? rounding : assemble({ OVERFLOWED: OVERFLOWED[precision] }, half);
}

/** WGSL that reads the stored weights of a network's hidden layers: `alias Weights` and `fn weightsOf(stored: Weights) -> vec4f`. */
export function weightsOf({ halfWeights }: Pick<NetworkModel, 'halfWeights'>): string {
  return halfWeights ? weightsHalf : weightsSingle;
}

const COLUMNS = (dimension: number) => ({ DIMENSION: dimension, WORKGROUP: COLUMNS_PER_GROUP });

/** What a pass that ends a step is made of. */
const ending = (dimension: number) => ({ DIMENSION: dimension, COLUMNS_PER_GROUP, RECORD_HEADER });
const endingParts = (schedule: string) => [run, named(schedules, 'schedule', schedule), nextStep, residuals];

/** Hidden layers of a network. */
const depthOf = ({ layers }: NetworkModel) => layers.length - 1;

/** The shaders of a run in `dimension` dimensions, as plain records. */
export const shaders = {
  initialise: (dimension: number, precision: Precision): ShaderDescription => ({
    label: 'initialise',
    code: assemble(COLUMNS(dimension), run, noise, roundingOf(precision), initialise),
    entryPoint: 'initialise',
  }),
  start: (dimension: number, precision: Precision, name: string): ShaderDescription => ({
    label: `start-${name}`,
    code: assemble(COLUMNS(dimension), run, noise, roundingOf(precision), step, named(starts, 'start', name)),
    entryPoint: 'start',
  }),
  /** It remembers `memory` rounds. */
  anderson: (dimension: number, precision: Precision, memory: number): ShaderDescription => ({
    label: 'anderson',
    code: assemble({ ...COLUMNS(dimension), MEMORY: memory }, run, roundingOf(precision), anderson),
    entryPoint: 'anderson',
  }),
  corrector: (dimension: number, precision: Precision): ShaderDescription => ({
    label: 'corrector',
    code: assemble(COLUMNS(dimension), run, noise, roundingOf(precision), corrector),
    entryPoint: 'correct',
  }),
  coarse: (dimension: number, precision: Precision, isParareal: boolean): ShaderDescription => ({
    label: 'coarse',
    code: assemble({ ...COLUMNS(dimension), PARAREAL: isParareal ? 1 : 0 }, run, noise, roundingOf(precision), coarse),
    entryPoint: 'coarse',
  }),
  measure: (dimension: number): ShaderDescription => ({
    label: 'measure',
    code: assemble(COLUMNS(dimension), run, measured, measuredAt, measurements, measure),
    entryPoint: 'measure',
  }),
  observe: (dimension: number, threads: number): ShaderDescription => ({
    label: 'observe',
    code: assemble(
      { DIMENSION: dimension, WORKGROUP: threads, RECORD_HEADER },
      run,
      measurements,
      bins,
      quantiles,
      tracked,
      observe,
    ),
    entryPoint: 'observe',
  }),
  advance: (
    dimension: number,
    schedule: string,
    entryPoint: 'advanceSchedule' | 'beginSchedule',
    threads: number,
  ): ShaderDescription => ({
    label: `advance-${schedule}`,
    code: assemble({ ...ending(dimension), WORKGROUP: threads }, ...endingParts(schedule), advance),
    entryPoint,
  }),
  /** What measure, observe and advance do, and the scan if it is told to, of so many particles. */
  finish: (
    { dimension, spec }: Pick<Plan, 'dimension' | 'spec'>,
    schedule: string,
    scans: boolean,
    threads: number,
  ): ShaderDescription => ({
    label: `finish-${schedule}`,
    code: assemble(
      { ...ending(dimension), WORKGROUP: threads, PARTICLES: spec.particles },
      ...endingParts(schedule),
      ...(scans ? [noise, roundingOf(spec.precision), step, scanFew] : [scanBefore]),
      measured,
      measuredAt,
      bins,
      tracked,
      finish,
    ),
    entryPoint: 'finish',
  }),
  project: (dimension: number): ShaderDescription => ({
    label: 'project',
    code: assemble(COLUMNS(dimension), run, project),
    entryPoint: 'project',
  }),
  scoreGaussian: (dimension: number): ShaderDescription => ({
    label: 'score-gaussian',
    code: assemble(COLUMNS(dimension), run, scoreGaussian),
    entryPoint: 'score',
  }),
  scoreMixture: (dimension: number): ShaderDescription => ({
    label: 'score-mixture',
    code: assemble(COLUMNS(dimension), run, writeCoordinates(scoreMixture, dimension)),
    entryPoint: 'score',
  }),
  scoreNetwork: (model: NetworkModel, tile: FusedTile): ShaderDescription => ({
    label: 'score-network',
    code: assemble(
      {
        DIMENSION: model.dimension,
        WORKGROUP: (tile.tiles * model.width) / tile.outputs,
        TILES: tile.tiles,
        QUADS: tile.quads,
        OUTPUTS: tile.outputs,
        WIDTH: model.width,
        DEPTH: depthOf(model),
        UNITS: Math.max(model.width, model.dimension),
      },
      run,
      weightsOf(model),
      silu,
      writeTile(scoreNetwork, tile),
    ),
    entryPoint: 'score',
  }),
  rowNetwork: (model: NetworkModel, tile: RowTile): ShaderDescription => {
    const { dimension, width } = model;
    const sizes = {
      DIMENSION: dimension,
      WORKGROUP: ROW_THREADS,
      QUADS: tile.quads,
      WIDTH: width,
      DEPTH: depthOf(model),
      UNITS: Math.max(width, dimension),
    };
    const code = (sharing: boolean) => assemble(sizes, run, writeRows(rowNetwork, model, tile, sharing));
    return {
      label: 'row-network',
      code: code(false),
      withSubgroups: `enable subgroups;\n${code(true)}`,
      entryPoint: 'score',
    };
  },
  /** Hidden layer number `layer`; the one after them is the output layer. */
  layerNetwork: (model: NetworkModel, tile: LayerTile, layer: number): ShaderDescription => ({
    label: 'layer-network',
    code: assemble(
      {
        DIMENSION: model.dimension,
        LAYER: layer,
        INPUTS: layer === 0 ? model.dimension : model.width,
        WIDTH: model.width,
        DEPTH: depthOf(model),
        QUADS: tile.quads,
        OUTPUTS: tile.outputs,
        ROW_THREADS: tile.rowThreads,
        OUTPUT_THREADS: tile.outputThreads,
        SPLIT: model.width / (tile.outputs * tile.outputThreads),
      },
      run,
      weightsOf(model),
      silu,
      writeTile(layerNetwork, tile),
    ),
    entryPoint: layer === depthOf(model) ? 'outputLayer' : 'layer',
  }),
};
