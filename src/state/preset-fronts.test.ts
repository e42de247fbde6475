// Test plan: what is called exact or within the tolerance is so, node by node after every record, in float64: of the default run, whose
// blocks inherit little; of three rounds a block, whose blocks inherit what was left wrong; of blocks with as many rounds as nodes; and
// of methods whose segments overlap or leave nodes out.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { agreementOf, exactFront, frontsOf, toleranceFront, toleranceFrontSlope } from '../core/fronts';
import { twoAxes } from '../core/labs/two-axes';
import { parseModel } from '../core/model-file';
import { parseSpec } from '../core/parse-spec';
import { planRun } from '../core/plan';
import { simulated } from '../core/simulated';
import { DEFAULT_SPEC } from '../core/spec';
import { resolveTarget } from '../core/targets';
import { producedNode, type Trace } from '../core/trace';
import { presets } from './presets';

const preset = (id: string) => presets.find((candidate) => candidate.id === id)!.spec;
const ring = { kind: 'mixture', name: 'ring' };

function runOf(changes: object): Trace {
  const spec = parseSpec({ ...DEFAULT_SPEC, ...changes, particles: 8 });
  const { target } = spec;
  if (target.kind !== 'network') return simulated(planRun(spec, resolveTarget(target, null)));
  const bytes = readFileSync(new URL(`../../public/models/${target.name}.safetensors`, import.meta.url));
  return simulated(planRun(spec, resolveTarget(target, parseModel(target.name, new Uint8Array(bytes).buffer))));
}

/** Worst error of every node in its newest state after every record; NaN for one that has none. `[record][node]` */
function errorsAfter(trace: Trace): Float64Array[] {
  const newest = new Float64Array(trace.plan.totalNodes + 1).fill(Number.NaN);
  newest[0] = 0;
  return trace.rounds.map((record) => {
    for (let i = 0; i < record.count; i++)
      newest[producedNode(record, i)] = trace.nodeError[record.offset + i] ?? Number.NaN;
    return newest.slice();
  });
}

const largestUpTo = (errors: Float64Array, node: number) =>
  errors.slice(0, node + 1).reduce((most, error) => (error <= most ? most : error), 0);

const runs = {
  'the default run': runOf({}),
  'three rounds a block': runOf(preset('three-rounds')),
  'as many rounds as nodes': runOf(preset('rounds-as-nodes')),
  'one block': runOf({ target: ring, blocks: 1, nodes: 128 }),
  wavefront: runOf({ target: ring, blocks: 8, nodes: 16, method: { kind: 'wavefront' } }),
  window: runOf({ target: ring, blocks: 8, nodes: 16, method: { kind: 'window', window: 24, tolerance: 0.3 } }),
  sequential: runOf({ target: ring, blocks: 8, nodes: 16, method: { kind: 'sequential' } }),
} as const;

describe.each(Object.entries(runs))('%s', (_, trace) => {
  const fronts = frontsOf(trace);
  const errors = errorsAfter(trace);

  test('nodes that are called exact are, and nodes within the tolerance are within it, up to the first that is not', () => {
    expect(fronts).toHaveLength(trace.rounds.length);
    fronts.forEach(({ exact, agreeing }, record) => {
      const after = errors[record] as Float64Array;
      expect(largestUpTo(after, exact), `record ${record}`).toBeLessThan(1e-10);
      expect(largestUpTo(after, agreeing), `record ${record}`).toBeLessThanOrEqual(agreementOf(trace));
      expect(agreeing).toBeGreaterThanOrEqual(exact);
      // NaN for a node without a state: it does not agree.
      if (agreeing < trace.plan.totalNodes) expect(after[agreeing + 1]! <= agreementOf(trace)).toBe(false);
    });
    expect(exactFront(trace).map(([, node]) => node)).toEqual(fronts.map(({ exact }) => exact));
    expect(toleranceFront(trace, agreementOf(trace)).map(([, node]) => node)).toEqual(
      fronts.map(({ agreeing }) => agreeing),
    );
  });
});

test('after three rounds a block the path is exact up to node 3, and agreement ends in the first block', () => {
  const trace = runs['three rounds a block'];
  const end = frontsOf(trace).at(-1)!;
  expect(end.exact).toBe(3);
  expect(end.agreeing).toBeGreaterThan(3);
  expect(end.agreeing).toBeLessThan(64);
  // By the rounds of the first block alone.
  expect(toleranceFrontSlope(trace, 1e-3)).toBe(end.agreeing / 3);
});

test('a block of the default run is not called exact when it has converged, and agreement comes to the end', () => {
  const trace = runs['the default run'];
  const rounds = trace.rounds.filter(({ segment, isStart }) => segment === 0 && !isStart).length;
  expect(rounds).toBeLessThan(32);
  expect(frontsOf(trace).at(-1)).toEqual({ exact: rounds, agreeing: 512 });
  expect(toleranceFrontSlope(trace, 1e-3)).toBeGreaterThan(4);
});

test('with as many rounds as nodes all blocks are exact', () => {
  const fronts = frontsOf(runs['as many rounds as nodes']);
  expect(fronts.at(-1)).toEqual({ exact: 64, agreeing: 64 });
  expect(exactFront(runs['as many rounds as nodes'])).toContainEqual([40, 40]);
});

test.each(['the default run', 'three rounds a block'] as const)(
  'the lab tells the lead of the first block: %s',
  (name) => {
    const { lead, fronts, exactRounds } = twoAxes.measure(runs[name]);
    expect(lead.call).toBeLessThanOrEqual(exactRounds);
    expect(lead.exact).toBeLessThanOrEqual(exactRounds);
    expect(lead.agreeing).toBeLessThanOrEqual(64);
    expect(lead.agreeing).toBeGreaterThan(lead.exact);
    expect(fronts.at(-1)).toMatchObject(frontsOf(runs[name]).at(-1)!);
  },
);
