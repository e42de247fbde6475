// Test plan: complete and partial runs; one test for every kind of bad input, each by its sentence; several settings
// together. A fuzz is in `parse-spec-fuzz.test.ts`.

import { describe, expect, test } from 'vitest';
import { FIELD_RANGES } from './fields';
import { methods } from './methods';
import { parseSpec } from './parse-spec';
import { FieldError } from './read-value';
import { DEFAULT_SPEC, SpecError } from './spec';

/** The sentence about bad input, and the field it is about. */
function complaint(input: unknown): { message: string; field: string | null } {
  try {
    parseSpec(input);
  } catch (error) {
    expect(error).toBeInstanceOf(SpecError);
    const { message } = error as SpecError;
    expect(message).toMatch(/^[^\n]+\.$/);
    return { message, field: error instanceof FieldError ? error.field : null };
  }
  throw new Error(`accepted ${JSON.stringify(input)}`);
}

const TWO_POINTS = [
  [0, 1],
  [2, 3],
];

describe('good input', () => {
  test('nothing given is the default run', () => {
    expect(parseSpec({})).toEqual(DEFAULT_SPEC);
    expect(parseSpec(DEFAULT_SPEC)).toEqual(DEFAULT_SPEC);
    expect(parseSpec({ blocks: undefined, method: undefined })).toEqual(DEFAULT_SPEC);
  });

  test('absent settings of a method and a target get their defaults', () => {
    expect(parseSpec({ method: {} }).method).toEqual(DEFAULT_SPEC.method);
    expect(parseSpec({ method: { tolerance: null, linearPart: 'paradigms' } }).method).toEqual({
      ...DEFAULT_SPEC.method,
      tolerance: null,
      linearPart: 'paradigms',
    });
    expect(parseSpec({ target: { kind: 'gaussian' } }).target).toEqual({
      kind: 'gaussian',
      dimension: 32,
      mean: 0.5,
      std: 0.5,
    });
    expect(parseSpec({ target: { kind: 'mixture', name: 'random', dimension: 3 } }).target).toEqual({
      kind: 'mixture',
      name: 'random',
      dimension: 3,
      components: 8,
      std: 0.5,
      seed: 1,
    });
    expect(parseSpec({ target: { kind: 'points', points: TWO_POINTS } }).target).toEqual({
      kind: 'points',
      points: TWO_POINTS,
      bandwidth: 0.08,
    });
  });

  test.each([
    { target: { kind: 'mixture', name: 'swiss-roll' } },
    { target: { kind: 'mixture', weights: [1, 3], means: TWO_POINTS, stds: [0.1, 0.2] } },
    { target: { kind: 'network', name: 'checkerboard' } },
    { target: { kind: 'network', name: 'spiral', weights: 'f16' } },
    { target: { kind: 'gaussian', dimension: 4096 }, blocks: 1, nodes: 4, particles: 1 },
    { method: { kind: 'sequential' } },
    { blocks: 1, nodes: 4096, particles: 64, method: { iterations: 4096, tolerance: null } },
    { particles: 65536, blocks: 4, nodes: 16 },
    { seed: 4294967295, dynamics: 'ode', spacing: 'single-tail', horizon: 50, cutoff: 1e-6 },
  ])('%j is a run', (input) => {
    const spec = parseSpec(input);
    expect(spec).toMatchObject(input);
    expect(parseSpec(spec)).toEqual(spec);
    expect(parseSpec(JSON.parse(JSON.stringify(spec)))).toEqual(spec);
  });

  test('weights in single precision are those of a network of which nothing is said', () => {
    const { target } = parseSpec({ target: { kind: 'network', name: 'spiral', weights: 'f32' } });
    expect(Object.keys(target)).toEqual(['kind', 'name']);
    expect(parseSpec({ target: { kind: 'network', name: 'spiral', weights: undefined } }).target).toEqual(target);
  });

  test('a negative zero is a zero', () => {
    expect(Object.is(parseSpec({ seed: -0 }).seed, 0)).toBe(true);
  });
});

describe('bad input', () => {
  test.each([
    [null, /^A run must be an object .*; this is null\.$/],
    [undefined, /this is nothing\.$/],
    ['blocks=3', /this is a text\.$/],
    [7, /this is 7\.$/],
    [[DEFAULT_SPEC], /this is a list\.$/],
  ])('%j is no run', (input, sentence) => {
    expect(complaint(input).message).toMatch(sentence);
  });

  test.each([
    ['version', { version: 2 }, 'version is 2; allowed is 1.'],
    ['dynamics', { dynamics: 'SDE' }, 'dynamics is "SDE"; allowed is "sde" or "ode".'],
    ['horizon', { horizon: 0.05 }, 'horizon is 0.05; allowed are numbers from 0.1 to 50.'],
    ['horizon', { horizon: Number.POSITIVE_INFINITY }, 'horizon is Infinity; allowed are numbers from 0.1 to 50.'],
    ['cutoff', { cutoff: 0 }, 'cutoff is 0; allowed are numbers from 0.000001 to 50.'],
    [
      'cutoff',
      { cutoff: 6 },
      'cutoff is 6; allowed are numbers from 0.000001 to less than the largest noise time, which is 6.',
    ],
    ['blocks', { blocks: 0 }, 'blocks is 0; allowed are whole numbers from 1 to 16,384.'],
    ['blocks', { blocks: '8' }, 'blocks is "8"; allowed are whole numbers from 1 to 16,384.'],
    ['blocks', { blocks: 2.5 }, 'blocks is 2.5; allowed are whole numbers from 1 to 16,384.'],
    ['blocks', { blocks: null }, 'blocks is null; allowed are whole numbers from 1 to 16,384.'],
    ['nodes', { nodes: Number.NaN }, 'nodes is NaN; allowed are whole numbers from 1 to 16,384.'],
    ['nodes', { nodes: 4096 }, 'nodes is 4,096 in each of 8 blocks, 32,768 in all; allowed are 16,384 in all.'],
    ['spacing', { spacing: 'log' }, 'spacing is "log"; allowed is "stretched", "uniform" or "single-tail".'],
    ['particles', { particles: 1e9 }, 'particles is 1,000,000,000; allowed are whole numbers from 1 to 65,536.'],
    ['seed', { seed: -1 }, 'seed is -1; allowed are whole numbers from 0 to 4,294,967,295.'],
    ['seed', { seed: 2 ** 32 }, 'seed is 4,294,967,296; allowed are whole numbers from 0 to 4,294,967,295.'],
    ['precision', { precision: 'f64' }, 'precision is "f64"; allowed is "f32", "f16" or "f16-saturating".'],
    ['steps', { steps: 3 }, /^steps is not a setting of a run; allowed are version, target, .* precision\.$/],
    ['__proto__', JSON.parse('{"__proto__": {"blocks": 1}}'), /^__proto__ is not a setting of a run/],
    ['constructor', { constructor: 1 }, /^constructor is not a setting of a run/],
  ])('%s: %j', (field, input, sentence) => {
    const found = complaint(input);
    if (typeof sentence === 'string') expect(found.message).toBe(sentence);
    else expect(found.message).toMatch(sentence);
    expect(found.field).toBe(field);
  });

  test.each([
    ['method', 'piadm', 'method is "piadm"; allowed are objects such as {"kind": "piadm"}.'],
    ['method', [], 'method is an empty list; allowed are objects such as {"kind": "piadm"}.'],
    [
      'method.kind',
      { kind: 'picard' },
      'method.kind is "picard"; allowed is "sequential", "piadm", "window", "wavefront", "anderson", "parareal" or "few-step".',
    ],
    ['method.kind', { kind: 'toString' }, /^method\.kind is "toString"/],
    [
      'method.linearPart',
      { linearPart: 'newton' },
      'method.linearPart is "newton"; allowed is "picard", "paradigms", "jacobi", "gaussian-data", "scaled-identity", "diagonal", "jacobian", "path-regression", "surrogate" or "surrogate-regression".',
    ],
    ['method.start', { start: 'warm' }, /^method\.start is "warm"; allowed is "constant"/],
    ['method.jacobianCap', { jacobianCap: 0 }, 'method.jacobianCap is 0; allowed are numbers above 0 and up to 10.'],
    [
      'method.surrogateComponents',
      { surrogateComponents: 65 },
      'method.surrogateComponents is 65; allowed are whole numbers from 1 to 64.',
    ],
    [
      'method.tolerance',
      { tolerance: 0 },
      'method.tolerance is 0; allowed are numbers from 0.000000001 to 1,000, or null for a fixed number of iterations.',
    ],
    ['method.tolerance', { tolerance: Number.NaN }, /^method\.tolerance is NaN/],
    ['method.iterations', { iterations: 0 }, 'method.iterations is 0; allowed are whole numbers from 1 to 16,384.'],
    [
      'method.corrector',
      { corrector: 2 },
      'method.corrector is 2; allowed are null for none, or objects such as {"friction": 2}.',
    ],
    [
      'method.corrector',
      { corrector: { friction: 2 } },
      'method.corrector is an object with dynamics "sde"; allowed is null, since the corrector belongs to the ODE.',
    ],
    [
      'method.corrector.friction',
      { corrector: { friction: 1e-9 } },
      'method.corrector.friction is 0.000000001; allowed are numbers from 0.01 to 100.',
    ],
    [
      'method.corrector.time',
      { corrector: { time: 0 } },
      /^method\.corrector\.time is 0; allowed are numbers from 0\.001/,
    ],
    ['method.window', { kind: 'window', window: 0 }, /^method\.window is 0; allowed are whole numbers from 1 to/],
    ['method.tolerance', { kind: 'window', tolerance: null }, /^method\.tolerance is null; allowed are numbers/],
    [
      'method.iterations',
      { kind: 'window', iterations: 3 },
      /^method\.iterations is not a setting of the method "window"/,
    ],
    [
      'method.window',
      { window: 8 },
      /^method\.window is not a setting of the method "piadm"; allowed are kind, linearPart/,
    ],
    [
      'method.tolerance',
      { kind: 'sequential', tolerance: 0.1 },
      'method.tolerance is not a setting of the method "sequential"; allowed is kind alone.',
    ],
  ])('%s: %j', (field, method, sentence) => {
    const found = complaint({ method });
    if (typeof sentence === 'string') expect(found.message).toBe(sentence);
    else expect(found.message).toMatch(sentence);
    expect(found.field).toBe(field);
  });

  test.each([
    ['target', 'ring', /^target is "ring"; allowed are objects such as/],
    ['target.kind', {}, 'target.kind is missing; allowed is "mixture", "gaussian", "points" or "network".'],
    ['target.kind', { kind: 'image' }, /^target\.kind is "image"; allowed is/],
    ['target.name', { kind: 'mixture' }, /^target\.name is missing; allowed is "two-moons", .* or "random"\.$/],
    ['target.name', { kind: 'mixture', name: 'moons' }, /^target\.name is "moons"; allowed is/],
    ['target.name', { kind: 'mixture', name: 'ring', weights: [1] }, /^target\.name does not go with target\.weights/],
    [
      'target.dimension',
      { kind: 'mixture', name: 'ring', dimension: 2 },
      'target.dimension is not a setting of the mixture "ring"; allowed are kind, name.',
    ],
    [
      'target.dimension',
      { kind: 'mixture', name: 'random', dimension: 513 },
      'target.dimension is 513; allowed are whole numbers from 1 to 512.',
    ],
    [
      'target.components',
      { kind: 'mixture', name: 'random', components: 2001 },
      'target.components is 2,001; allowed are whole numbers from 1 to 2,000.',
    ],
    [
      'target.std',
      { kind: 'mixture', name: 'random', std: 0.0001 },
      'target.std is 0.0001; allowed are numbers from 0.001 to 100.',
    ],
    [
      'target.weights[1]',
      { kind: 'mixture', weights: [1, 0], means: TWO_POINTS, stds: [1, 1] },
      'target.weights[1] is 0; allowed are numbers above 0 and up to 1,000,000.',
    ],
    [
      'target.means',
      { kind: 'mixture', weights: [1], means: TWO_POINTS, stds: [1] },
      'target.means has 2 entries, but target.weights has 1; they must have the same number.',
    ],
    ['target.stds', { kind: 'mixture', weights: [1, 1], means: TWO_POINTS, stds: [1] }, /^target\.stds has 1 entries/],
    [
      'target.stds',
      { kind: 'mixture', weights: [1], means: [[1]] },
      'target.stds is missing; allowed are lists of standard deviations.',
    ],
    [
      'target.weights',
      { kind: 'mixture', weights: [], means: [], stds: [] },
      'target.weights has 0 weights; allowed are 1 to 2,000.',
    ],
    [
      'target.dimension',
      { kind: 'gaussian', dimension: 4097 },
      'target.dimension is 4,097; allowed are whole numbers from 1 to 4,096.',
    ],
    [
      'target.mean',
      { kind: 'gaussian', mean: 1e9 },
      'target.mean is 1,000,000,000; allowed are numbers from -100 to 100.',
    ],
    [
      'target.variance',
      { kind: 'gaussian', variance: 1 },
      /^target\.variance is not a setting of a Gaussian target; allowed are kind, dimension, mean, std\.$/,
    ],
    ['target.points', { kind: 'points' }, 'target.points is missing; allowed are lists of points.'],
    ['target.points', { kind: 'points', points: [] }, 'target.points has 0 points; allowed are 1 to 2,000.'],
    [
      'target.points',
      { kind: 'points', points: [[1, 2], [3]] },
      'target.points[1] has 1 coordinates, but target.points[0] has 2; all must have the same number.',
    ],
    [
      'target.points[0][1]',
      { kind: 'points', points: [[1, Number.NaN]] },
      'target.points[0][1] is NaN; allowed are numbers from -1,000,000 to 1,000,000.',
    ],
    ['target.points[0]', { kind: 'points', points: [[]] }, 'target.points[0] has 0 coordinates; allowed are 1 to 512.'],
    [
      'target.points',
      { kind: 'points', points: Array.from({ length: 2001 }, () => [0]) },
      'target.points has 2,001 points; allowed are 1 to 2,000.',
    ],
    [
      'target.bandwidth',
      { kind: 'points', points: TWO_POINTS, bandwidth: 0 },
      'target.bandwidth is 0; allowed are numbers from 0.001 to 100.',
    ],
    [
      'target.name',
      { kind: 'network', name: '../../secret' },
      /^target\.name is "\.\.\/\.\.\/secret"; allowed are names of trained networks/,
    ],
    ['target.name', { kind: 'network' }, /^target\.name is missing/],
    [
      'target.weights',
      { kind: 'network', name: 'spiral', weights: 'f8' },
      'target.weights is "f8"; allowed is "f32" or "f16".',
    ],
    [
      'target.weights',
      { kind: 'network', name: 'spiral', weights: null },
      'target.weights is null; allowed is "f32" or "f16".',
    ],
    [
      'target.bandwidth',
      { kind: 'network', name: 'spiral', bandwidth: 1 },
      'target.bandwidth is not a setting of a trained network; allowed are kind, name, weights.',
    ],
  ])('%s: %j', (field, target, sentence) => {
    const found = complaint({ target });
    if (typeof sentence === 'string') expect(found.message).toBe(sentence);
    else expect(found.message).toMatch(sentence);
    expect(found.field).toBe(field);
  });

  test('a long wrong value is cut short in the sentence', () => {
    expect(complaint({ dynamics: 'x'.repeat(10_000) }).message.length).toBeLessThan(120);
    expect(complaint({ ['y'.repeat(10_000)]: 1 }).message.length).toBeLessThan(300);
  });

  test.each([
    { target: { kind: 'gaussian', dimension: 4096 }, particles: 1024 },
    { target: { kind: 'network', name: 'two-moons' }, particles: 65536, blocks: 1, nodes: 16384 },
    { blocks: 1, nodes: 16384, method: { iterations: 16384 } },
  ])('%j is too large, and the sentence says what to reduce', (input) => {
    expect(complaint(input).message).toMatch(/allowed are .*\. Reduce /);
  });
});

test('every method of the registry can be asked for', () => {
  for (const kind of Object.keys(methods)) expect(parseSpec({ method: { kind } }).method.kind).toBe(kind);
});

test('every default lies in its range', () => {
  for (const { default: value, minimum, maximum } of Object.values(FIELD_RANGES)) {
    expect(value).toBeGreaterThanOrEqual(minimum);
    expect(value).toBeLessThanOrEqual(maximum);
  }
});

test('the nodes of correctors count with those of the grid', () => {
  const method = { corrector: { subBlocks: 64, steps: 1024, rounds: 1 } };
  expect(() => parseSpec({ dynamics: 'ode', blocks: 128, nodes: 1, method })).toThrow(
    'method.corrector.steps is 1,024 in each of 64 sub-blocks behind each of 128 blocks, which makes 8,388,736 nodes in all; allowed are 16,384.',
  );
});

test('steps that rounding loses are refused', () => {
  expect(() => parseSpec({ horizon: 0.1, cutoff: 0.09999999999999, blocks: 1, nodes: 4096 })).toThrow(
    /^cutoff is .* whose shortest step is .*; allowed are steps of at least 1e-12\. Take a smaller cutoff or fewer nodes\.$/,
  );
  expect(parseSpec({ cutoff: 1e-6, blocks: 1, nodes: 16384, particles: 1, method: { iterations: 8 } }).nodes).toBe(
    16384,
  );
});

test('a window too large to be recorded is told by its own name', () => {
  expect(() => parseSpec({ blocks: 1, nodes: 16384, particles: 1, method: { kind: 'window', window: 16384 } })).toThrow(
    /^method\.window is 16,384 with 16,384 nodes in all, .* Reduce window, or blocks or nodes\.$/,
  );
});
