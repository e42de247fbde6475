// Test plan: a surrogate with as many components as the data is said to be the score itself; a smaller one is not.

import { expect, test } from 'vitest';
import { parseSpec } from '../core/parse-spec';
import { planRun } from '../core/plan';
import { simulate } from '../core/sampler';
import { resolveTarget } from '../core/targets';
import { TraceRecorder } from '../core/trace';
import { wordsOf } from '../words';
import { outcomeSentence } from './sentences';

function sentenceOf(surrogateComponents: number): string {
  const spec = parseSpec({
    target: { kind: 'mixture', name: 'ring' },
    ...{ blocks: 1, nodes: 4, particles: 2, method: { linearPart: 'surrogate', surrogateComponents } },
  });
  const plan = planRun(spec, resolveTarget(spec.target, null));
  const trace = new TraceRecorder(plan, 'cpu', 'test');
  for (const event of simulate(plan)) if (event.kind === 'record') trace.append(event.record);
  return outcomeSentence(trace, wordsOf('en'));
}

test.each([8, 16])('a surrogate of %i components on a ring of 8 modes is the score itself', (components) => {
  expect(sentenceOf(components)).toMatch(
    / The surrogate has 8 components, as many as the data: it is the score itself\.$/,
  );
});

test('a surrogate of 4 components is not', () => {
  expect(sentenceOf(4)).not.toMatch(/surrogate/);
});
