// The console interface: `window.playground`.

import {
  expect,
  expectSentence,
  largestDistance,
  ON_CPU,
  openIdle,
  refused,
  resultOf,
  run,
  SMALL,
  stateOf,
  test,
} from './playground';

test('run resolves to the summary of the run', async ({ page }) => {
  await openIdle(page);
  const result = await run(page, SMALL);
  expect(result.spec).toEqual(SMALL);
  expect(result.backend).toBe('webgpu');
  expect(result.adapter).toMatch(/swiftshader/i);
  expect(result.sequentialSteps).toBe(16);
  expect(result.nodesInFlight).toBe(8);
  expect(result.derivatives).toBe(0);
  expect(result.bytes).toBeGreaterThan(0);
  expect(result.milliseconds.parallel).toBeGreaterThan(0);
  expect(result.milliseconds.sequential).toBeGreaterThan(0);
  for (const states of [result.samples, result.reference]) {
    expect(states).toHaveLength(64);
    expect(states.flat().filter(Number.isFinite)).toHaveLength(128);
  }
  expect(result.segments.map(({ firstNode, nodes }) => [firstNode, nodes])).toEqual([
    [0, 8],
    [8, 8],
  ]);
  const rounds = result.segments.map((segment) => segment.rounds);
  expect(result.rounds).toBe(rounds.reduce((sum, value) => sum + value, 0));
  expect(result.evaluations).toBe(8 * result.rounds);
  for (const segment of result.segments) {
    expect(segment.residual).toHaveLength(segment.rounds);
    for (const list of [segment.error, segment.error99, segment.errorMedian]) {
      expect(list).toHaveLength(segment.rounds + 1);
    }
    // A block ends at the tolerance, or with as many rounds as it has nodes, when it is exact.
    if (segment.rounds < segment.nodes) expect(segment.residual.at(-1)).toBeLessThan(0.001);
    else expect(segment.rounds).toBe(segment.nodes);
  }
  expect(await stateOf(page)).toBe('done');
  expect(await resultOf(page)).toEqual(result);
});

test('running the printed spec again gives the same samples', async ({ page }) => {
  await openIdle(page);
  const first = await run(page, { target: { kind: 'mixture', name: 'ring' }, blocks: 2, nodes: 8, particles: 64 });
  const second = await run(page, first.spec);
  expect(second.samples).toEqual(first.samples);
  expect(second.reference).toEqual(first.reference);
  expect(second.spec).toEqual(first.spec);
});

test('a run is refused with a sentence, and the earlier one stays', async ({ page }) => {
  await openIdle(page, ON_CPU);
  const earlier = await run(page, SMALL);
  const bad: [string, unknown][] = [
    ['blocks', { ...SMALL, blocks: 0 }],
    ['nodes', { ...SMALL, nodes: 2.5 }],
    ['horizon', { ...SMALL, horizon: Number.NaN }],
    ['particles', { ...SMALL, particles: 1e9 }],
    ['seed', { ...SMALL, seed: 2 ** 32 }],
    ['ringg', { ...SMALL, target: { kind: 'mixture', name: 'ringg' } }],
    ['nobody', { ...SMALL, target: { kind: 'network', name: 'nobody' } }],
    ['bloks', { ...SMALL, bloks: 3 }],
    ['linearPart', { ...SMALL, method: { ...SMALL.method, linearPart: 'magic' } }],
    ['', 'not an object'],
    ['', null],
  ];
  for (const [word, spec] of bad) {
    const { name, message } = await refused(page, spec);
    expectSentence(message);
    expect(message).toContain(word);
    expect(name).not.toBe('AbortError');
    expect(await resultOf(page)).toEqual(earlier);
  }
  // The page is not stuck in the error: the next good run works.
  const after = await run(page, SMALL);
  expect(after.samples).toEqual(earlier.samples);
});

test('cancel rejects with AbortError and keeps the result before', async ({ page }) => {
  await openIdle(page);
  const earlier = await run(page, SMALL);
  const long = { ...SMALL, blocks: 8, nodes: 128, particles: 2048, target: { kind: 'network', name: 'two-moons' } };
  const outcome = refused(page, long);
  await page.waitForFunction(() => document.documentElement.dataset.run === 'running');
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  expect((await outcome).name).toBe('AbortError');
  expect(await resultOf(page)).toEqual(earlier);
  expect(await stateOf(page)).toBe('done');
});

test('WebGPU and CPU give the same numbers', async ({ page }) => {
  const spec = { ...SMALL, target: { kind: 'gaussian', dimension: 3, mean: 0.5, std: 0.5 } };
  await openIdle(page);
  const gpu = await run(page, spec);
  await openIdle(page, ON_CPU);
  const cpu = await run(page, spec);
  expect([gpu.backend, cpu.backend]).toEqual(['webgpu', 'cpu']);
  expect(Math.abs(gpu.rounds - cpu.rounds)).toBeLessThanOrEqual(2);
  // A sequential state is a sum of 16 steps, each with a few roundings of at most 2^-24 of a state of about 5 and a normal
  // number that is exact to 2e-6: 16 (4 * 5 * 2^-24 + 2e-6) < 1e-4. The noise integers are thereby the same too: one
  // wrong bit among the upper ones would move a state by much more.
  expect(largestDistance(gpu.reference, cpu.reference)).toBeLessThan(1e-4);
});
