// Whole runs on the device against the float64 simulation: rounds of every block, and the statistics of every record.

import { describe, expect, test } from 'vitest';
import type { Plan } from '../../src/core/plan';
import { simulated } from '../../src/core/simulated';
import { resolveTarget } from '../../src/core/targets';
import { segmentsOf, type TraceRecorder } from '../../src/core/trace';
import { readStates } from '../../src/engine/webgpu/read-back';
import { WebGpuRun } from '../../src/engine/webgpu/webgpu-run';
import { U } from './bounds';
import { openTestDevice } from './harness';
import { networkTarget, planOf, specOf } from './plans';

const holder = openTestDevice();

async function onDevice(plan: Plan): Promise<TraceRecorder> {
  const run = await WebGpuRun.create(holder.open, plan);
  const trace = await run.run();
  run.destroy();
  return trace;
}

const moons = resolveTarget({ kind: 'mixture', name: 'two-moons' }, null);

describe.each(['sde', 'ode'] as const)('rounds, %s', (dynamics) => {
  test.each([
    ['two moons, 8 blocks, picard', moons, { blocks: 8, nodes: 16 }, 'picard'],
    ['two moons, 8 blocks, gaussian-data', moons, { blocks: 8, nodes: 16 }, 'gaussian-data'],
    ['two moons, 1 block, picard', moons, { blocks: 1, nodes: 128 }, 'picard'],
    ['two moons, 1 block, gaussian-data', moons, { blocks: 1, nodes: 128 }, 'gaussian-data'],
    ['network, d = 5, 4 blocks, paradigms', networkTarget(5), { blocks: 4, nodes: 16 }, 'paradigms'],
  ] as const)('%s', async (label, target, grid, linearPart) => {
    const plan = planOf(target, specOf({ dynamics, ...grid, particles: 16 }, { linearPart }));
    const [gpu, cpu] = [await onDevice(plan), simulated(plan)];
    const gpuSegments = segmentsOf(gpu);
    const cpuSegments = segmentsOf(cpu);
    const counts = (segments: typeof gpuSegments) => segments.map((segment) => segment.rounds);
    console.info(
      `${label}, ${dynamics}: GPU ${counts(gpuSegments).join(' ')}, float64 ${counts(cpuSegments).join(' ')}`,
    );
    expect(gpuSegments.length).toBe(cpuSegments.length);
    gpuSegments.forEach((segment, n) => {
      const twin = cpuSegments[n] as typeof segment;
      // Where the hump is large, float32 may converge earlier or later by up to a quarter.
      const hump = Math.max(...twin.error);
      const allowed = hump < 100 ? 1 : Math.ceil(twin.rounds / 4);
      expect(Math.abs(segment.rounds - twin.rounds), `block ${n}, hump ${hump}`).toBeLessThanOrEqual(allowed);
      // A block starts from the end of the one before: its start's error may differ by what both blocks inherited.
      const inherited = n === 0 ? 0 : 2 * plan.parameters.tolerance;
      // Every step of the reference rounds states of size 4 at most.
      const rounding = plan.parameters.blockLength * 4 * 2 * U + 1e-6 * (twin.error[0] as number);
      expect(Math.abs((segment.error[0] as number) - (twin.error[0] as number))).toBeLessThan(inherited + rounding);
    });
  });
});

test('quantiles of the records agree with float64', async () => {
  const plan = planOf(moons, specOf({ blocks: 2, nodes: 12, particles: 100 }, { tolerance: null, iterations: 3 }));
  const [gpu, cpu] = [await onDevice(plan), simulated(plan)];
  expect(gpu.rounds.length).toBe(cpu.rounds.length);
  gpu.rounds.forEach((round, index) => {
    const twin = cpu.rounds[index] as typeof round;
    const measured = ['error', 'error99', 'errorMedian', 'residual'] as const;
    const layout = (record: typeof round) => ({ ...record, residual: 0, error: 0, error99: 0, errorMedian: 0 });
    expect(layout(round)).toEqual(layout(twin));
    for (const field of measured) {
      // Quantiles are edges of bins, at most log2(9/8) of an octave wide: rounding may move a particle to the next bin.
      if (Number.isNaN(twin[field])) expect(round[field]).toBeNaN();
      else expect(Math.abs(Math.log2(round[field] / twin[field]))).toBeLessThanOrEqual(Math.log2(9 / 8) + 0.01);
    }
  });
  expect(gpu.entries).toBe(cpu.entries);
  for (const field of ['nodeError', 'nodeError99', 'nodeErrorMedian', 'nodeResidual'] as const) {
    for (let entry = 0; entry < gpu.entries; entry++) {
      const [actual, expected] = [gpu[field][entry] as number, cpu[field][entry] as number];
      if (Number.isNaN(expected)) expect(actual).toBeNaN();
      // After k rounds the first k nodes are exact, on either backend.
      else if (expected === 0) expect(actual).toBe(0);
      else expect(Math.abs(Math.log2(actual / expected)), `${field} ${entry}`).toBeLessThan(Math.log2(9 / 8) + 0.01);
    }
  }
});

test('recorded paths are the states on the device', async () => {
  const plan = planOf(moons, specOf({ blocks: 2, nodes: 5, particles: 9 }, { tolerance: null, iterations: 3 }));
  const run = await WebGpuRun.create(holder.open, plan);
  const trace = await run.run();
  for (const round of trace.rounds.filter(({ iteration }) => iteration === 3)) {
    for (let i = 0; i < round.count; i++) {
      const node = round.firstNode + i + 1;
      const states = await readStates(holder.open, plan, run.buffers, 'path', node);
      const reference = await readStates(holder.open, plan, run.buffers, 'reference', node);
      for (let particle = 0; particle < plan.tracked; particle++) {
        for (let axis = 0; axis < 2; axis++) {
          const entry = ((round.offset + i) * 2 + axis) * plan.tracked + particle;
          expect(trace.paths[entry]).toBe(states[2 * particle + axis]);
          const at = (node * 2 + axis) * plan.tracked + particle;
          expect(trace.referencePaths[at]).toBe(reference[2 * particle + axis]);
        }
      }
    }
  }
  run.destroy();
});
