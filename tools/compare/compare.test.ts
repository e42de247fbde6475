// Test plan: the small comparison (64 steps) as the command runs it, every cell in float64 and the cells of one problem on the
// GPU; what is known already is not measured again; the page says what the results say; the ladder finds the loosest tolerance.

import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseSpec } from '../../src/core/parse-spec';
import { planRun } from '../../src/core/plan';
import { resolveTarget } from '../../src/core/targets';
import { AGREEMENT, climb, LADDER, measurementOf, runInFloat64 } from './measurement';
import { ordersOf } from './orders';
import { cellsOf, runFloat64, runOnGpu } from './parts';
import { cellOf, problems, specOf } from './problems';
import { RESULTS, Store } from './store';
import { comparisonPage } from './table';

const folder = mkdtempSync(path.join(tmpdir(), 'compare-test-'));
const ON_GPU = 'two moons, SDE: ';
const said: string[] = [];
const options = { folder, size: 'small', only: '', say: (line: string) => said.push(line) } as const;

beforeAll(async () => {
  await runFloat64(options);
  await runOnGpu({ ...options, only: ON_GPU }, () => true);
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe('the small comparison', () => {
  test('has a result for every cell, and every method but for the corrector agrees with the sequential path', () => {
    const store = new Store(folder, 'float64', 'small');
    const cells = cellsOf('');
    expect(cells.length).toBeGreaterThan(200);
    for (const { problem, lane } of cells) {
      const measured = store.find(cellOf(problem, lane, 'small'));
      const name = `${problem.name}: ${lane.name}`;
      expect(measured?.error, name).toBeLessThan(AGREEMENT);
      expect(measured?.worst, name).toBeLessThanOrEqual(measured?.rounds ?? 0);
      expect(measured?.median, name).toBeLessThanOrEqual(measured?.worst ?? 0);
    }
  });

  test('gives the same rounds on the GPU, give or take one', () => {
    const [float64, gpu] = [new Store(folder, 'float64', 'small'), new Store(folder, 'gpu', 'small')];
    for (const { problem, lane } of cellsOf(ON_GPU)) {
      const [expected, measured] = [float64, gpu].map((store) => store.find(cellOf(problem, lane, 'small')));
      // A residual right at the tolerance may pass in one precision and not in the other, once in every block.
      const { blocks } = parseSpec(specOf(problem, lane, 'small', 0.01));
      expect(Math.abs((measured?.rounds ?? 1e9) - (expected?.rounds ?? 0)), lane.name).toBeLessThanOrEqual(blocks);
      expect(measured?.error, lane.name).toBeLessThan(2 * AGREEMENT);
    }
  });

  test('keeps what it knows', async () => {
    const { file } = new Store(folder, 'float64', 'small');
    const before = statSync(file).mtimeMs;
    const lines = said.length;
    await runFloat64(options);
    expect(statSync(file).mtimeMs).toBe(before);
    expect(said).toHaveLength(lines);
  });

  test('is shown on a page with a row for every cell', () => {
    const page = comparisonPage(folder, 'small');
    for (const { name } of problems) expect(page).toContain(`## ${name}`);
    const rows = page
      .split('\n')
      .filter((line) => line.startsWith('| ') && !line.startsWith('| method') && !line.startsWith('| ---'));
    expect(rows).toHaveLength(cellsOf('').length);
  });
});

describe('the ladder', () => {
  const planWith = (blocks: number) => (tolerance: number) => {
    const spec = parseSpec({
      target: { kind: 'mixture', name: 'two-moons' },
      ...{ blocks, nodes: 64 / blocks, particles: 4, method: { tolerance, iterations: 64 } },
    });
    return planRun(spec, resolveTarget(spec.target, null));
  };

  test.each([1, 4])('stops at the loosest tolerance that agrees, in %i blocks', (blocks) => {
    const { tolerance, ...found } = climb(planWith(blocks));
    const at = (candidate: number) => {
      const { trace, calls } = runInFloat64(planWith(blocks)(candidate));
      return measurementOf(trace, candidate, calls);
    };
    const same = at(tolerance);
    expect(found.rounds).toBe(same.rounds);
    expect(found.evaluations).toBe(same.evaluations);
    expect(found.error).toBe(same.error);
    expect(found.hump).toBe(same.hump);
    const looser = LADDER[LADDER.indexOf(tolerance as (typeof LADDER)[number]) - 1];
    if (looser !== undefined) expect(at(looser).error).toBeGreaterThanOrEqual(AGREEMENT);
  });
});

describe('the committed results', () => {
  test.each(['float64', 'gpu'] as const)('have a %s cell for every method and problem', (part) => {
    const store = new Store(RESULTS, part, 'full');
    const missing = cellsOf('').filter(({ problem, lane }) => !store.find(cellOf(problem, lane, 'full')));
    expect(missing.map(({ problem, lane }) => `${problem.name}: ${lane.name}`)).toEqual([]);
  });

  test('show the expected orders', () => {
    const orders = ordersOf(new Store(RESULTS, 'float64', 'full'), 'full');
    expect(orders.length).toBeGreaterThan(20);
    expect(orders.filter(({ holds }) => !holds)).toEqual([]);
  });
});
