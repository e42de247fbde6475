// Times the score of a run by itself: a single row, and as many as fill the adapter. The kernels are those that a run of the same target
// makes, with their own buffers; only the number of rows is set from outside.

import { multiplyAddOperations, type RowCost } from '../../core/cost-profile';
import { type Plan, planRun } from '../../core/plan';
import { PHASE } from '../../core/schedules';
import { DEFAULT_SPEC, type MethodSpec } from '../../core/spec';
import type { OpenDevice } from './device';
import { DISPATCH, dispatchOffset, encodeState, PARTICLE_WORDS } from './layout';
import { type Sampling, time } from './timing';
import type { LoopTiles } from './tune';
import { WebGpuRun } from './webgpu-run';

/** Rows that fill a large GPU, in groups of as many particles as run together. */
const ROWS = 2 ** 17;
const SOFTWARE_ROWS = 2 ** 12;
const PARTICLES = 64;
/** Nodes of a grid, at most. */
const NODES = 2048;
/** Numbers that all rows may need together: states, or what a network keeps between its layers. */
const MOST_NUMBERS = 2 ** 23;
/** One call with many rows takes about so long at most. */
const MOST_SECONDS = 0.06;

/** A run whose rounds are calls of the score of another one: the same target and derivative, in one block. */
function planOfRows(plan: Plan, software: boolean): Plan {
  const { spec, target, dimension } = plan;
  const { model } = target;
  const numbers = model.kind === 'network' ? Math.max(dimension, model.width) : dimension;
  const most = Math.max(1, Math.floor(MOST_NUMBERS / numbers));
  // A software adapter is full with few rows.
  const particles = Math.min(most, software ? spec.particles : PARTICLES);
  const wanted = Math.ceil((software ? SOFTWARE_ROWS : ROWS) / particles);
  const nodes = Math.max(1, Math.min(NODES, wanted, Math.floor(most / particles)));
  const grid = { ...spec, blocks: 1, nodes, particles, spacing: 'stretched' } as const;
  return planRun({ ...grid, method: methodOfRows(plan) }, target);
}

/** PIADM with the run's own linear part where it needs derivatives. */
function methodOfRows({ spec: { method }, derivative }: Plan): MethodSpec {
  const usual = DEFAULT_SPEC.method as Extract<MethodSpec, { kind: 'piadm' }>;
  const rounds = { tolerance: null, iterations: 1, corrector: null };
  if (method.kind === 'piadm') return { ...method, ...rounds };
  if (derivative === null || !('linearPart' in method)) return { ...usual, linearPart: 'picard', ...rounds };
  return { ...usual, linearPart: method.linearPart, jacobianCap: method.jacobianCap, ...rounds };
}

/** Rejects with the signal's reason, or an Error with a sentence. */
export async function timeRows(
  open: OpenDevice,
  plan: Plan,
  tiles: LoopTiles | null,
  sampling: Sampling,
): Promise<RowCost> {
  const { device, adapter } = open;
  const run = await WebGpuRun.create(open, planOfRows(plan, adapter.software), tiles);
  try {
    run.drawInitialStates();
    const { parallelEncoder: encoder } = run;
    const offset = dispatchOffset(0, DISPATCH.score);
    const score = encoder.kernels.filter((kernel) => kernel.offset === offset);
    const { parallel: loop, batches } = run.buffers;
    const batch = batches[0];
    if (!batch) throw new Error('A plan has at least one batch of particles.');
    /** Makes the next round one of some particles at the first nodes. */
    const setRows = (nodes: number, particles: number) => {
      const { queue } = device;
      for (const word of [PARTICLE_WORDS.all, PARTICLE_WORDS.batch])
        queue.writeBuffer(loop.parameters, 4 * word, Uint32Array.of(particles));
      queue.writeBuffer(batch.uniform, 4, Uint32Array.of(particles));
      const place = { first: 0, count: nodes, stride: 1, segmentLength: nodes, kept: 0, reach: 1, front: 0 };
      const round = { phase: PHASE.round, clock: 0, iteration: 0, segment: 0, ...place };
      queue.writeBuffer(loop.state, 0, encodeState(round));
      const commands = device.createCommandEncoder({ label: 'profileRows.commands' });
      const pass = commands.beginComputePass({ label: 'profileRows.pass' });
      encoder.encodeBegin(pass);
      pass.end();
      queue.submit([commands.finish()]);
    };
    const seconds = async (nodes: number, particles: number, how: Sampling) => {
      setRows(nodes, particles);
      const encode = (pass: GPUComputePassEncoder) => {
        for (const kernel of score) kernel.pass.encodeIndirect(pass, loop.dispatches, offset);
      };
      return (await time(device, encode, how)).seconds;
    };
    const first = await seconds(1, 1, sampling);
    const guess = await seconds(1, batch.particles, { ...sampling, samples: 1, leastSeconds: 0 });
    const nodes = Math.max(1, Math.min(run.plan.totalNodes, Math.floor(MOST_SECONDS / guess)));
    const rows = nodes * batch.particles;
    const all = rows === 1 ? first : await seconds(nodes, batch.particles, sampling);
    // So few rows that they take no longer than one do not tell what another one takes: at most their share.
    const each = all > first ? (all - first) / (rows - 1) : all / rows;
    return {
      firstMilliseconds: 1000 * first,
      milliseconds: 1000 * each,
      rows,
      operations: (1 + run.plan.productsPerRow) * multiplyAddOperations(plan.target.model),
      dispatches: score.length,
    };
  } finally {
    run.destroy();
  }
}
