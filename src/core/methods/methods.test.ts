// Test plan, for every method of the registry with every linear part and start of theirs, in float64: after k rounds the first k
// nodes are exact, and always those that the schedule calls final; the sequential path is a fixed point, to the last bit. Their
// law is in `method-laws.test.ts`, and that they differ in `method-differences.test.ts`.

import { describe, expect, test } from 'vitest';
import {
  combinations,
  DYNAMICS,
  endless,
  goesWith,
  KINDS,
  nameOf,
  PART_NAMES,
  planOf,
  ROUND_KINDS,
  repeatsRounds,
  runPlan,
} from '../../../test/method-cases';
import { parseSpec } from '../parse-spec';
import { PHASE } from '../schedules';
import { SpecError } from '../spec';

const [BLOCKS, NODES] = [2, 5];
const TOTAL = BLOCKS * NODES;
/** More components than a surrogate has, so that none is the score itself. */
const MOONS = {
  target: { kind: 'mixture', name: 'two-moons' },
  blocks: BLOCKS,
  nodes: NODES,
  horizon: 3,
  cutoff: 0.05,
  particles: 3,
  seed: 3,
};

/** Whether two arrays differ anywhere in a range, in any bit. */
function differ(a: Float64Array, b: Float64Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (!Object.is(a[at], b[at])) return true;
  return false;
}

describe.each(DYNAMICS)('%s', (dynamics) => {
  test('what goes together is what a spec may say', () => {
    for (const linearPart of PART_NAMES) {
      const parse = () => parseSpec({ ...MOONS, dynamics, method: { linearPart } });
      if (goesWith(linearPart, dynamics)) expect(parse).not.toThrow();
      else expect(parse).toThrow(SpecError);
    }
  });

  test.each(KINDS)('%s: after k rounds the first k nodes are exact, and all that are called final', (kind) => {
    for (const settings of combinations(kind, dynamics)) {
      const plan = endless({ ...MOONS, dynamics }, settings);
      const length = plan.dimension * plan.spec.particles;
      let rounds = 0;
      let wrongAtFirst = false;
      const outcome = runPlan(plan, {
        onStep: ({ state, path, reference }) => {
          if (state.phase === PHASE.round) rounds++;
          if (kind === 'few-step') return;
          // Without a linear part a round may produce a single node of each block: `front` says which are final.
          const exact = repeatsRounds(kind) ? Math.max(rounds, state.front) : state.front;
          const end = (Math.min(exact, TOTAL) + 1) * length;
          if (differ(path, reference, 0, end)) throw new Error(`${nameOf(settings)}: not exact after ${rounds} rounds`);
          if (rounds <= 1) wrongAtFirst ||= differ(path, reference, end, path.length);
        },
      });
      // Few steps solve other equations.
      if (kind === 'few-step') expect(outcome.samples).not.toEqual(outcome.reference);
      else {
        expect(wrongAtFirst, nameOf(settings)).toBe(true);
        expect(outcome.samples, nameOf(settings)).toEqual(outcome.reference);
      }
    }
  });

  test.each(ROUND_KINDS)('%s: the sequential path is a fixed point', (kind) => {
    let startPath = new Float64Array(0);
    runPlan(planOf({ ...MOONS, dynamics }), {
      onStep: ({ reference }) => {
        startPath = reference.slice();
      },
    });
    for (const settings of combinations(kind, dynamics, ['constant'])) {
      for (const clip of ['none', 'data']) {
        const plan = endless({ ...MOONS, dynamics }, { ...settings, clip });
        let produced = 0;
        runPlan(plan, {
          startPath,
          onStep: ({ state, path, reference }) => {
            if (state.phase === PHASE.round) produced += state.count;
            const end = (state.first + state.count + 1) * plan.dimension * plan.spec.particles;
            if (differ(path, reference, 0, end)) throw new Error(`${nameOf(settings)}, ${clip}: the path has moved`);
          },
        });
        expect(produced).toBeGreaterThanOrEqual(TOTAL);
      }
    }
  });
});
