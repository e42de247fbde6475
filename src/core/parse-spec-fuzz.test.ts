// Test plan: a fuzz of random JSON and of nearly valid runs, which throws nothing but SpecErrors; parsing twice changes nothing.

import { describe, expect, test } from 'vitest';
import { parseSpec } from './parse-spec';
import { threefry2x32 } from './random';
import { DEFAULT_SPEC, SpecError } from './spec';

const TWO_POINTS = [
  [0, 1],
  [2, 3],
];

describe('fuzz', () => {
  let drawn = 0;
  const draw = (below: number) => threefry2x32(2, 16, 0, drawn++)[0] % below;
  const pick = <Value>(values: readonly Value[]) => values[draw(values.length)] as Value;

  const NAMES = [
    ...Object.keys(DEFAULT_SPEC),
    ...[
      'kind',
      'name',
      'linearPart',
      'tolerance',
      'iterations',
      'start',
      'jacobianCap',
      'surrogateComponents',
      'corrector',
      'points',
      'weights',
    ],
    ...['means', 'stds', 'dimension', 'components', 'std', 'mean', 'bandwidth', 'constructor', '__proto__', ''],
  ];
  const VALUES = [
    ...[0, 1, 2, 8, 0.5, -1, 1e9, 1e-9, Number.NaN, Number.POSITIVE_INFINITY, null, undefined, true, '', '1', 'ring'],
    ...[
      'random',
      'mixture',
      'gaussian',
      'points',
      'network',
      'two-moons',
      'piadm',
      'sequential',
      'picard',
      'sde',
      'ode',
      'f32',
    ],
  ];

  function randomValue(depth: number): unknown {
    const kind = draw(depth > 3 ? 4 : 8);
    if (kind < 4) return pick(VALUES);
    if (kind === 4) return Array.from({ length: draw(4) }, () => randomValue(depth + 1));
    return Object.fromEntries(Array.from({ length: draw(6) }, () => [pick(NAMES), randomValue(depth + 1)]));
  }

  /** A valid run with one value somewhere replaced. */
  function nearlyValid(): unknown {
    const bases = [
      DEFAULT_SPEC,
      parseSpec({ target: { kind: 'points', points: TWO_POINTS } }),
      parseSpec({ target: { kind: 'mixture', name: 'random' }, method: { kind: 'sequential' } }),
      parseSpec({ target: { kind: 'mixture', weights: [1, 2], means: TWO_POINTS, stds: [1, 1] } }),
    ];
    const copy = structuredClone(pick(bases)) as unknown as Record<string, unknown>;
    let object = copy;
    for (;;) {
      const key = pick([...Object.keys(object), pick(NAMES)]);
      const inner = Object.hasOwn(object, key) ? object[key] : undefined;
      if (typeof inner === 'object' && inner !== null && draw(2) === 0) object = inner as Record<string, unknown>;
      else {
        Object.defineProperty(object, key, {
          value: pick(VALUES),
          enumerable: true,
          configurable: true,
          writable: true,
        });
        return copy;
      }
    }
  }

  test.each([
    ['random JSON', () => randomValue(0)],
    ['nearly valid runs', nearlyValid],
  ])('%s: a run or a sentence, and parsing twice changes nothing', (_, make) => {
    let accepted = 0;
    for (let attempt = 0; attempt < 5000; attempt++) {
      const input = make();
      try {
        const spec = parseSpec(input);
        accepted++;
        expect(parseSpec(spec)).toEqual(spec);
        expect(parseSpec(JSON.parse(JSON.stringify(spec)))).toEqual(spec);
      } catch (error) {
        if (!(error instanceof SpecError)) throw new Error(`${JSON.stringify(input)} threw ${String(error)}`);
      }
    }
    expect(accepted).toBeGreaterThan(10);
    expect(accepted).toBeLessThan(4990);
  });
});
