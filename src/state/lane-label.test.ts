// Names of lanes and of curves: what distinguishes a lane is in its name, equal names are numbered, in every language.

import { describe, expect, test } from 'vitest';
import { parseSpec } from '../core/parse-spec';
import { qualityPlan } from '../core/quality-sweep';
import { defaultLanes, type Lane } from '../core/race';
import { LANGUAGES, wordsOf } from '../words';
import { curveLabels, laneLabel, laneLabels, sourceLabel } from './lane-label';

const english = wordsOf('en');
const laneOf = (method: unknown, blocks = 4): Lane => ({
  method: parseSpec({ method, dynamics: 'ode' }).method,
  blocks,
});

describe('names of lanes', () => {
  test.each([
    [{ kind: 'sequential' }, 4, 'Sequential'],
    [{}, 8, 'PIADM, 8 blocks'],
    [{ linearPart: 'jacobian' }, 1, 'Full Jacobian, 1 block'],
    [{ kind: 'window', tolerance: 0.03 }, 4, 'Sliding window of 64'],
    [{ kind: 'window', tolerance: 0.1, linearPart: 'picard' }, 4, 'Sliding window of 64, Picard, tolerance 0.1'],
    [{ kind: 'wavefront', linearPart: 'scaled-identity' }, 8, 'Wavefront, scaled identity, 8 blocks'],
    [{ kind: 'anderson', memory: 5 }, 1, 'Triangular Anderson (5), 1 block'],
    [{ kind: 'parareal', pipelined: true }, 16, 'Parareal, 16 blocks, pipelined'],
    [{ kind: 'piadm', tolerance: null, iterations: 1 }, 8, 'PIADM, 8 blocks, 1 round'],
    [{ kind: 'piadm', clip: 'data', tolerance: 0.01 }, 8, 'PIADM, 8 blocks, clipped to the data, tolerance 0.01'],
    [{ linearPart: 'gaussian-data', start: 'gaussian' }, 1, 'Gaussian data, 1 block, Gaussian start'],
    [{ linearPart: 'surrogate', start: 'surrogate' }, 1, 'Surrogate, 1 block, surrogate start'],
    [{ start: 'prediction' }, 8, 'PIADM, 8 blocks, data prediction start'],
    [{ kind: 'few-step', solver: 'ddim' }, 1, 'DDIM'],
  ])('%j in %i blocks', (method, blocks, label) => {
    expect(laneLabel(laneOf(method, blocks), english)).toBe(label);
  });

  test.each([
    [{ kind: 'window', tolerance: 0.1, linearPart: 'picard' }, 4, '滑动窗口，宽 64，皮卡，容差 0.1'],
    [{ linearPart: 'jacobian', start: 'gaussian' }, 1, '完整雅可比矩阵，1 块，高斯初始路径'],
    [{ kind: 'parareal', pipelined: true }, 16, 'Parareal，16 块，流水线'],
  ])('in Chinese: %j in %i blocks', (method, blocks, label) => {
    expect(laneLabel(laneOf(method, blocks), wordsOf('zh'))).toBe(label);
  });

  test('are told apart by number where nothing else does', () => {
    const lanes = [laneOf({ iterations: 64 }), laneOf({ iterations: 32 }), laneOf({ jacobianCap: 2 })];
    expect(laneLabels(lanes, english)).toEqual(['PIADM, 4 blocks', 'PIADM, 4 blocks (2)', 'PIADM, 4 blocks (3)']);
  });

  test.each(LANGUAGES)('of the lanes that a race begins with are seven: %s', (language) => {
    for (const input of [
      {},
      { dynamics: 'ode' },
      { blocks: 2, nodes: 4 },
      { blocks: 1, nodes: 37 },
      { blocks: 1, nodes: 1 },
      { target: { kind: 'gaussian', dimension: 32, mean: 0.5, std: 0.5 } },
      { spacing: 'single-tail', blocks: 6, nodes: 20 },
    ])
      expect(new Set(laneLabels(defaultLanes(parseSpec(input)), wordsOf(language))).size).toBe(7);
  });
});

describe('names of curves of quality', () => {
  test('do not tell when a lane stops, since all stop after a number of rounds', () => {
    const base = parseSpec({});
    const lanes = [laneOf({ tolerance: 1e-3 }), laneOf({ tolerance: 1e-5, iterations: 9 }), laneOf({ jacobianCap: 2 })];
    const { curves } = qualityPlan(base, lanes);
    expect(curveLabels(curves, lanes, english)).toEqual(['Fewer steps', 'PIADM, 4 blocks', 'PIADM, 4 blocks (2)']);
  });

  test('name the solvers of fewer steps, and what is left out', () => {
    const base = parseSpec({ dynamics: 'ode' });
    const lanes = defaultLanes(base);
    const { curves, leftOut } = qualityPlan(base, lanes);
    expect(curveLabels(curves, lanes, english).slice(0, 3)).toEqual([
      'Fewer steps',
      'Fewer steps, DDIM',
      'Fewer steps, DPM-Solver++(2M)',
    ]);
    expect(leftOut.map((source) => sourceLabel(source, lanes, english))).toEqual(['Sliding window of 64']);
  });

  test.each(LANGUAGES)('are all different: %s', (language) => {
    for (const dynamics of ['sde', 'ode']) {
      const base = parseSpec({ dynamics });
      const lanes = defaultLanes(base);
      const { curves } = qualityPlan(base, lanes);
      const labels = curveLabels(curves, lanes, wordsOf(language));
      expect(new Set(labels).size).toBe(curves.length);
      expect(labels).not.toContain('');
    }
  });
});
