// `npm run figures`: measures the rounds that README.md states, on the GPU of this machine (or its software adapter) and in
// float64, and prints them as a Markdown table. Takes about three minutes on two cores without a GPU.

import { parseSpec } from '../../src/core/parse-spec';
import { summarise } from '../../src/core/summary';
import { createEngine } from '../../src/engine/create-engine';
import type { Engine } from '../../src/engine/engine';
import { nodeGpu } from '../node-gpu';
import { loadModel } from '../sample/sample';

const twoMoons = { kind: 'mixture', name: 'two-moons' };
const network = { kind: 'network', name: 'two-moons' };
const oneBlock = { blocks: 1, nodes: 512 };
const gaussian = { method: { linearPart: 'gaussian-data' } };

/** What is run: T = 6, delta = 1e-3, 512 steps, SDE unless said otherwise, until the worst residual is below 1e-3. */
const CASES: readonly (readonly [string, object])[] = [
  ['two moons, 64 particles, 8 blocks, Picard', { target: twoMoons, particles: 64 }],
  ['two moons, 64 particles, 8 blocks, Gaussian data', { target: twoMoons, particles: 64, ...gaussian }],
  ['two moons, 64 particles, 1 block, Picard', { target: twoMoons, particles: 64, ...oneBlock }],
  ['two moons, 64 particles, 1 block, Gaussian data', { target: twoMoons, particles: 64, ...oneBlock, ...gaussian }],
  ['two moons, 64 particles, 8 blocks, Picard, ODE', { target: twoMoons, particles: 64, dynamics: 'ode' }],
  ['two moons, 1,024 particles, 8 blocks, Picard', { target: twoMoons }],
  ['two moons, 1,024 particles, 8 blocks, Gaussian data', { target: twoMoons, ...gaussian }],
  ['trained two moons, 1,024 particles, 8 blocks, Picard (the default run)', { target: network }],
];

async function measure(engine: Engine, input: object) {
  const { rounds, evaluations, nodesInFlight, hump, segments } = summarise(await engine.run(parseSpec(input)));
  return { rounds, evaluations, nodesInFlight, hump, error: segments.at(-1)?.error.at(-1) ?? Number.NaN };
}

const gpu = await createEngine({ backend: 'webgpu', gpu: await nodeGpu(), loadModel });
const cpu = await createEngine({ backend: 'cpu', loadModel });
const row = (...cells: readonly (string | number)[]) => console.log(`| ${cells.join(' | ')} |`);
console.log(`Adapter: ${gpu.adapter.name}.\n`);
row('run', 'rounds, GPU', 'rounds, float64', 'evaluations', 'nodes in flight', 'hump', 'final error, worst particle');
row(...new Array<string>(7).fill('---'));
for (const [name, input] of CASES) {
  const onGpu = await measure(gpu, input);
  const inFloat64 = await measure(cpu, input);
  row(
    name,
    onGpu.rounds,
    inFloat64.rounds,
    onGpu.evaluations,
    onGpu.nodesInFlight,
    onGpu.hump.toPrecision(2),
    onGpu.error.toExponential(1),
  );
}
gpu.destroy();
cpu.destroy();
process.exit(0);
