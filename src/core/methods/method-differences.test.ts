// Test plan: a name that is not known throws; and what has another name does something else. No two methods, linear parts and
// starts of the registries make the same steps to the same states, and every setting of a method and of precision changes them.

import { describe, expect, test } from 'vitest';
import {
  combinations,
  DYNAMICS,
  endless,
  KINDS,
  nameOf,
  planOf,
  runPlan,
  type Settings,
} from '../../../test/method-cases';
import type { Plan } from '../plan';
import { resolveMethod } from '.';

/** More components than a surrogate has, so that none is the score itself; nodes so far apart that scores change between them. */
const MOONS = { target: { kind: 'mixture', name: 'two-moons' }, horizon: 6, cutoff: 0.01, particles: 3, seed: 4 };
const TWO_BLOCKS = { ...MOONS, blocks: 2, nodes: 6 };
const ONE_BLOCK = { ...MOONS, blocks: 1, nodes: 12 };

/** All steps of a run: what they are, and a sum over the states of the path with weights of no pattern. */
function stepsOf(plan: Plan): string {
  const steps: string[] = [];
  runPlan(plan, {
    onStep: ({ state, path }) => {
      const sum = path.reduce((total, y, at) => total + y * Math.sin(at * at + 1), 0);
      const { phase, clock, first, count, stride, segmentLength, reach } = state;
      steps.push([phase, clock, first, count, stride, segmentLength, reach, sum.toPrecision(12)].join(' '));
    },
  });
  return steps.join('\n');
}

test('unknown names throw, wherever they stand', () => {
  for (const method of [{ kind: 'picard' }, { linearPart: 'newton' }, { start: 'zero' }, { clip: 'box' }]) {
    expect(() => planOf({ ...TWO_BLOCKS, method }), nameOf(method)).toThrow(/allowed (is|are) "/);
  }
  const spec = planOf(TWO_BLOCKS).spec;
  const unknown = { ...spec.method, kind: 'toString' } as unknown as typeof spec.method;
  expect(() => resolveMethod({ ...spec, method: unknown })).toThrow(/method\.kind/);
});

describe.each(DYNAMICS)('%s', (dynamics) => {
  test('no two methods, linear parts and starts make the same run', () => {
    const seen = new Map<string, string>();
    for (const kind of KINDS) {
      for (const settings of combinations(kind, dynamics)) {
        const steps = stepsOf(endless({ ...TWO_BLOCKS, dynamics }, settings));
        expect(seen.get(steps), nameOf(settings)).toBeUndefined();
        seen.set(steps, nameOf(settings));
      }
    }
    expect(seen.size).toBeGreaterThan(KINDS.length);
  });
});

describe('settings', () => {
  const corrector = { friction: 2, time: 3, subBlocks: 1, steps: 6, rounds: 4 };
  const cases: [label: string, before: Settings, after: Settings, spec?: object][] = [
    ['tolerance', { kind: 'piadm', linearPart: 'jacobian' }, { tolerance: 0.1 }],
    ['iterations', { kind: 'piadm', tolerance: null }, { iterations: 3 }],
    ['clip', { kind: 'piadm' }, { clip: 'data' }],
    ['cap of the Jacobian', { kind: 'piadm', linearPart: 'jacobian' }, { jacobianCap: 0.5 }],
    ['cap of the diagonal', { kind: 'piadm', linearPart: 'diagonal' }, { jacobianCap: 0.5 }],
    ['components, linear part', { kind: 'piadm', linearPart: 'surrogate' }, { surrogateComponents: 2 }],
    ['components, start', { kind: 'piadm', start: 'surrogate' }, { surrogateComponents: 2 }],
    ['corrector', { kind: 'piadm' }, { corrector }, { dynamics: 'ode' }],
    ...Object.entries({ friction: 1, time: 1, subBlocks: 2, steps: 7, rounds: 2 }).map(
      ([field, value]): [string, Settings, Settings, object] => [
        `corrector: ${field}`,
        { kind: 'piadm', corrector },
        { corrector: { ...corrector, [field]: value } },
        { dynamics: 'ode' },
      ],
    ),
    ['window', { kind: 'window', window: 4 }, { window: 5 }],
    ['tolerance of a window', { kind: 'window', window: 4 }, { tolerance: 1e-6 }],
    ['rounds of a wavefront', { kind: 'wavefront', tolerance: null }, { iterations: 3 }, { blocks: 3, nodes: 4 }],
    ...[1, 2, 3, 4].map((memory): [string, Settings, Settings] => [
      `memory ${memory}`,
      { kind: 'anderson', memory, tolerance: null },
      { memory: memory + 1 },
    ]),
    ['iterations of Parareal', { kind: 'parareal', tolerance: null }, { iterations: 1 }, { blocks: 3, nodes: 4 }],
    ['pipelined', { kind: 'parareal', pipelined: false }, { pipelined: true }, { blocks: 3, nodes: 4 }],
    ['steps', { kind: 'few-step', steps: 4 }, { steps: 3 }],
    ['DDIM', { kind: 'few-step', steps: 4 }, { solver: 'ddim' }, { dynamics: 'ode' }],
    ['DPM-Solver++', { kind: 'few-step', steps: 4, solver: 'ddim' }, { solver: 'dpm-solver++' }, { dynamics: 'ode' }],
  ];

  test.each(cases)('%s changes the run', (_, before, after, spec = {}) => {
    const input = { ...ONE_BLOCK, ...spec };
    const steps = stepsOf(planOf({ ...input, method: before }));
    expect(stepsOf(planOf({ ...input, method: before }))).toBe(steps);
    expect(stepsOf(planOf({ ...input, method: { ...before, ...after } }))).not.toBe(steps);
  });

  test.each([
    ['precision', { precision: 'f16' }],
    ['dynamics', { dynamics: 'ode' }],
    ['blocks', { blocks: 2, nodes: 6 }],
    ['spacing', { spacing: 'uniform' }],
    ['seed', { seed: 5 }],
    ['horizon', { horizon: 5 }],
    ['cutoff', { cutoff: 0.02 }],
  ])('%s changes the run', (_, after) => {
    expect(stepsOf(planOf({ ...ONE_BLOCK, ...after }))).not.toBe(stepsOf(planOf(ONE_BLOCK)));
  });

  test('half precision that saturates differs where states overflow', () => {
    // One long block and nodes far apart: the hump is above 65,504.
    const input = {
      ...MOONS,
      target: { kind: 'mixture', name: 'ring' },
      horizon: 12,
      blocks: 1,
      nodes: 96,
      cutoff: 0.001,
    };
    const [spreading, saturating] = ['f16', 'f16-saturating'].map((precision) =>
      stepsOf(planOf({ ...input, precision, method: { iterations: 20 } })),
    );
    expect(spreading).not.toBe(saturating);
  });
});
