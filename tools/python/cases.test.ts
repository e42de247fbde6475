// Test plan: without Python. The runs of `npm run test:python` have scripts, and every piece of scripts is in one of them.

import { expect, test } from 'vitest';
import { parseModel } from '../../src/core/model-file';
import { parseSpec } from '../../src/core/parse-spec';
import { partsOf } from '../../src/core/python/parts';
import { FLAGS, pieceNames } from '../../src/core/python/pieces';
import { scriptRun } from '../../src/core/python/run';
import { loadModel } from '../sample/sample';
import { CASES, madeUpNetwork, SYNTHETIC } from './cases';
import { differences, type ScriptResult } from './compare';

test('the cases use every piece, and every flag both ways', async () => {
  const trained = parseModel('two-moons', await loadModel('two-moons'));
  const madeUp = madeUpNetwork();
  const runs = CASES.map(([, input]) => parseSpec(input)).map((spec) =>
    scriptRun(spec, spec.target.kind === 'network' && spec.target.name === SYNTHETIC ? madeUp : trained),
  );
  // It stands behind "process" where it is used.
  const used = new Set(['signal', ...runs.flatMap(partsOf)]);
  expect(pieceNames.filter((name) => !used.has(name))).toEqual([]);
  expect(FLAGS.filter((flag) => !runs.some((run) => run.flags.has(flag)))).toEqual([]);
  expect(FLAGS.filter((flag) => runs.every((run) => run.flags.has(flag)))).toEqual([]);
});

test('names of cases are different', () => {
  expect(new Set(CASES.map(([name]) => name)).size).toBe(CASES.length);
});

const summary = {
  ...{ rounds: 3, evaluations: 9, derivatives: 0, sequentialSteps: 8, nodesInFlight: 4, hump: 2 },
  ...{ segments: [{ error: [1, 0.5] }], samples: [[1, 2]], reference: [[1, 2.5]] },
} as unknown as Parameters<typeof differences>[1];
const same: ScriptResult = {
  ...{ rounds: 3, evaluations: 9, derivatives: 0, sequentialSteps: 8, nodesInFlight: 4, hump: 2, finalError: 0.5 },
  ...{ samples: [[1, 2]], reference: [[1, 2.5]] },
};

test('results that are the same but for roundings have no differences', () => {
  expect(differences(same, summary)).toEqual([]);
  expect(differences({ ...same, samples: [[1, 2 + 1e-10]], hump: 2 + 1e-8 }, summary)).toEqual([]);
});

test.each([
  ['a count', { rounds: 4 }, 'rounds 4 instead of 3'],
  ['a hump', { hump: 2.000001 }, 'hump 2.000001 instead of 2'],
  ['a hump that is not finite', { hump: null }, 'hump null instead of 2'],
  ['a final error', { finalError: 0.6 }, 'final error 0.6 instead of 0.5'],
  ['a sample', { samples: [[1, 2.00000001]] }, 'samples differ by 1.0e-8'],
  ['a sample that is not finite', { samples: [[1, null]] }, 'samples differ by Infinity'],
  ['a missing coordinate', { reference: [[1]] }, 'reference differ by Infinity'],
  ['a missing particle', { reference: [] }, 'reference differ by Infinity'],
])('%s that differs is told', (_, change, words) => {
  expect(differences({ ...same, ...change }, summary)).toEqual([words]);
});
