// One network evaluation of many rows by the kernel of the playground, timed, and checked against the float64 twin.

import { parseSpec } from '../../src/core/parse-spec';
import { type Plan, planRun } from '../../src/core/plan';
import { normal } from '../../src/core/random';
import type { NetworkModel } from '../../src/core/scores';
import { resolveTarget } from '../../src/core/targets';
import type { OpenDevice } from '../../src/engine/webgpu/device';
import { defaultTile } from '../../src/engine/webgpu/network-pass';
import type { NetworkTile } from '../../src/engine/webgpu/network-tiles';
import { bindRows, readNumbers } from './bound-score';
import { type Sampling, type Timing, time } from './timing';
import { CHECKED, ErrorGauge, twinScores } from './twin';

/** A network of the bench: random weights, which cost what trained ones cost. */
export interface NetworkSizes {
  readonly dimension: number;
  readonly width: number;
  /** Hidden layers. */
  readonly depth: number;
}

/** Time nodes over which rows are spread. */
const NODES = 16;

/** Floating-point operations of a row, a multiply-add counted as two; biases and activations are not counted. */
export function operationsOfRow({ dimension, width, depth }: NetworkSizes): number {
  return 2 * (2 * dimension * width + (depth - 1) * width * width);
}

export interface NetworkTiming {
  readonly timing: Timing;
  /** The given one, or else the one that the engine takes where nothing was measured. */
  readonly tile: NetworkTile;
  /** Operations a second. */
  readonly rate: number;
  /** Largest error of a score, relative to the largest score. */
  readonly error: number;
}

/** The plan of a run of a network: one block of so many nodes. */
export function planFor(model: NetworkModel, nodes: number, particles: number): Plan {
  const spec = parseSpec({ target: { kind: 'network', name: 'two-moons' }, blocks: 1, nodes, particles });
  return planRun(spec, resolveTarget({ kind: 'network', name: model.name }, model));
}

/** Made-up states of order one. */
export function statesFor(count: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => 1.2 * normal(5, 1, i, 0));
}

/** Times the evaluation of `rows` rows, a multiple of the bench's time nodes. */
export async function timeNetwork(
  open: OpenDevice,
  model: NetworkModel,
  rows: number,
  sampling: Sampling,
  tile?: NetworkTile,
): Promise<NetworkTiming> {
  const particles = rows / NODES;
  const plan = planFor(model, NODES, particles);
  const states = statesFor(rows * model.dimension);
  const score = await bindRows(open, { plan, nodes: NODES, particles, states }, tile);
  try {
    const timing = await time(open.device, score.encode, sampling);
    const scores = await readNumbers(open.device, score.scores);
    const { dimension, width, layers } = model;
    return {
      timing,
      tile: tile ?? defaultTile(model, open.adapter.software, rows),
      rate: (rows * operationsOfRow({ dimension, width, depth: layers.length - 1 })) / timing.seconds,
      error: errorOf(plan, model, states, scores, particles),
    };
  } finally {
    score.destroy();
  }
}

function errorOf(
  plan: Plan,
  model: NetworkModel,
  states: Float32Array,
  scores: Float32Array,
  particles: number,
): number {
  const { dimension } = model;
  const gauge = new ErrorGauge();
  const count = Math.min(CHECKED, particles);
  for (const node of [0, NODES - 1]) {
    const place = (i: number) => (node * dimension + Math.floor(i / count)) * particles + (i % count);
    const some = Float64Array.from({ length: dimension * count }, (_, i) => states[place(i)] as number);
    const expected = twinScores(model, plan.noiseTimes[node] as number, some);
    expected.forEach((value, i) => {
      gauge.add(scores[place(i)], value);
    });
  }
  return gauge.relative;
}
