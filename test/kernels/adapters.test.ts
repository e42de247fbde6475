// A run as it is made for a GPU (tiles, threads of workgroups, sizes of dispatches) against the same as for a software adapter, both on this
// one: the same bits in samples, in the sequential path and in what is recorded of every round.

import { expect, test } from 'vitest';
import { parseSpec } from '../../src/core/parse-spec';
import { WebGpuRun } from '../../src/engine/webgpu/webgpu-run';
import { openTestDevice } from './harness';
import { mixtureTarget, networkTarget, planOf } from './plans';

const holder = openTestDevice();

const [MIXTURE, NETWORK] = [mixtureTarget(2), networkTarget(2, 16, 1)];

test.each([
  ['few particles', NETWORK, 9, { kind: 'piadm' }],
  ['many particles', NETWORK, 150, { kind: 'piadm' }],
  ['as many columns as one workgroup scans', MIXTURE, 32, { kind: 'piadm', linearPart: 'gaussian-data' }],
  ['a column more', MIXTURE, 33, { kind: 'piadm', linearPart: 'gaussian-data' }],
  ['more particles than a dispatch of fixed size covers', MIXTURE, 2100, { kind: 'piadm' }],
  ['linear parts of the derivative', NETWORK, 9, { kind: 'piadm', linearPart: 'jacobian' }],
  ['a start that asks for a score', MIXTURE, 9, { kind: 'piadm', start: 'prediction' }],
  ['a window', MIXTURE, 9, { kind: 'window', window: 10 }],
  ['a wavefront', MIXTURE, 9, { kind: 'wavefront' }],
  ['Anderson', MIXTURE, 9, { kind: 'anderson' }],
  ['Parareal', MIXTURE, 9, { kind: 'parareal' }],
])('%s', async (_, target, particles, method) => {
  const plan = planOf(target, parseSpec({ blocks: 2, nodes: 12, particles, method }));
  const { open } = holder;
  const [software, hardware] = await Promise.all(
    [true, false].map(async (isSoftware) => {
      const run = await WebGpuRun.create({ ...open, adapter: { ...open.adapter, software: isSoftware } }, plan);
      const { outcome, rounds, nodeError, nodeResidual } = await run.run();
      run.destroy();
      return { samples: outcome?.samples, reference: outcome?.reference, rounds, nodeError, nodeResidual };
    }),
  );
  expect(hardware).toEqual(software);
  expect(software?.rounds.length).toBeGreaterThan(2);
});
