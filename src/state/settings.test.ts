import { beforeEach, describe, expect, it } from 'vitest';
import { methods } from '../core/methods';
import { DEFAULT_SPEC } from '../core/spec';
import { OPEN, useLocks } from './locks';
import { setByTolerance, setCorrected, setMethodKind } from './method-choice';
import {
  checkDraft,
  endEdit,
  parseAsked,
  redo,
  resetSettings,
  setField,
  setLinked,
  setSettings,
  undo,
  useSettings,
} from './settings';
import { keepTarget, setTargetKind, setWeights, targetKind } from './target-choice';

const state = () => useSettings.getState();

beforeEach(() => resetSettings(DEFAULT_SPEC));

describe('checking the draft', () => {
  it('reads typed numbers', () => {
    setField('method.tolerance', '1e-2');
    setField('cutoff', ' 0.01 ');
    expect(state().errors).toEqual({});
    expect(state().spec).toEqual({
      ...DEFAULT_SPEC,
      cutoff: 0.01,
      method: { ...DEFAULT_SPEC.method, tolerance: 0.01 },
    });
  });

  it('names every wrong field, not only the first', () => {
    setField('blocks', 0);
    setField('particles', 'many');
    setField('method.linearPart', 'guess');
    expect(state().spec).toBeNull();
    expect(Object.keys(state().errors).sort()).toEqual(['blocks', 'method.linearPart', 'particles']);
    expect(state().errors.blocks).toMatch(/^blocks is 0; allowed/);
    expect(state().errors.particles).toMatch(/^particles is "many"; allowed/);
  });

  it('puts a mistake inside the target beside its control', () => {
    setField('target', { kind: 'gaussian', dimension: 0, mean: 0.5, std: 0.5 });
    expect(state().errors['target.dimension']).toMatch(/^target.dimension is 0/);
    setField('target', { kind: 'points', points: [[1, 2], [3]], bandwidth: 0.1 });
    expect(state().errors['target.points']).toMatch(/target.points\[1\]/);
  });

  it('tells what is wrong with settings together', () => {
    setField('blocks', 1024);
    setField('nodes', 1024);
    expect(state().errors.nodes).toMatch(/1,048,576 in all/);
  });

  it('keeps what has no control of its own as a general sentence', () => {
    const checked = checkDraft({ ...(DEFAULT_SPEC as object), colour: 'red' });
    expect(checked.spec).toBeNull();
    expect(checked.general).toMatch(/colour/);
  });
});

describe('undo and redo', () => {
  it('goes back and forth through edits', () => {
    setField('blocks', 4);
    endEdit();
    setField('nodes', 32);
    endEdit();
    undo();
    expect(state().spec).toMatchObject({ blocks: 4, nodes: 64 });
    undo();
    expect(state().spec).toEqual(DEFAULT_SPEC);
    undo();
    expect(state().spec).toEqual(DEFAULT_SPEC);
    redo();
    redo();
    redo();
    expect(state().spec).toMatchObject({ blocks: 4, nodes: 32 });
  });

  it('takes the steps of one edit together', () => {
    for (const text of ['1', '12', '128']) setField('particles', text);
    expect(state().spec?.particles).toBe(128);
    undo();
    expect(state().spec).toEqual(DEFAULT_SPEC);
  });

  it('takes edits of one field apart when they were ended between', () => {
    setField('seed', 2);
    endEdit();
    setField('seed', 3);
    undo();
    expect(state().spec?.seed).toBe(2);
  });

  it('forgets what was undone once something else is done', () => {
    setField('blocks', 4);
    endEdit();
    undo();
    setField('nodes', 32);
    redo();
    expect(state().spec).toMatchObject({ blocks: 8, nodes: 32 });
  });

  it('goes back over a whole new run, and over wrong settings', () => {
    setSettings({ ...DEFAULT_SPEC, seed: 9 });
    setField('blocks', 'x');
    undo();
    expect(state().spec?.seed).toBe(9);
    undo();
    expect(state().spec).toEqual(DEFAULT_SPEC);
  });

  it('makes no step of what changes nothing', () => {
    setSettings(DEFAULT_SPEC);
    setField('blocks', 8);
    expect(state().past).toHaveLength(0);
  });
});

describe('choices', () => {
  it('knows each kind of target by its entry', () => {
    expect(targetKind({ kind: 'network', name: 'spiral' })).toBe('network:spiral');
    expect(targetKind({ kind: 'mixture', name: 'ring' })).toBe('mixture:ring');
    expect(targetKind({ kind: 'mixture', name: 'random', dimension: 2 })).toBe('random');
    expect(targetKind({ kind: 'mixture', means: [[0]], weights: [1], stds: [1] })).toBe('custom');
    expect(targetKind({ kind: 'wavelet' })).toBe('unknown:wavelet');
  });

  it('makes valid runs of every beginning', () => {
    for (const choice of ['network:spiral', 'mixture:ring', 'gaussian', 'random']) {
      expect(setTargetKind(choice)).toBe(true);
      expect(state().errors).toEqual({});
      expect(targetKind(state().draft.target)).toBe(choice);
    }
  });

  it('rounds the weights of networks, of one after the other, and takes it back in one step', () => {
    resetSettings(DEFAULT_SPEC);
    setWeights('f16');
    expect(state().spec?.target).toEqual({ kind: 'network', name: 'two-moons', weights: 'f16' });
    setTargetKind('network:spiral');
    expect(state().spec?.target).toEqual({ kind: 'network', name: 'spiral', weights: 'f16' });
    setWeights('f32');
    expect(state().draft.target).toEqual({ kind: 'network', name: 'spiral' });
    undo();
    undo();
    undo();
    expect(state().draft).toEqual(DEFAULT_SPEC);
    setTargetKind('mixture:ring');
    setWeights('f16');
    expect(state().draft.target).toEqual({ kind: 'mixture', name: 'ring' });
  });

  it('leaves weights as a link has locked them', () => {
    resetSettings(DEFAULT_SPEC);
    setLinked(DEFAULT_SPEC, { ...OPEN, locked: ['problem'] });
    setWeights('f16');
    expect(state().draft.target).toEqual(DEFAULT_SPEC.target);
    const asked = { target: { ...DEFAULT_SPEC.target, weights: 'f16' } };
    expect(() => parseAsked(asked)).toThrow('target.weights is "f16"; allowed is nothing, since the link of this page');
    expect(parseAsked({ target: { ...DEFAULT_SPEC.target, weights: 'f32' } })).toEqual(DEFAULT_SPEC);
    useLocks.setState(OPEN);
  });

  it('keeps drawn points while another target is chosen', () => {
    const target = { kind: 'points', points: [[0, 1]], bandwidth: 0.2 };
    keepTarget(target);
    setTargetKind('mixture:ring');
    expect(setTargetKind('points')).toBe(true);
    expect(state().draft.target).toEqual(target);
  });

  it('keeps the settings of the parallel method while the sequential one is chosen', () => {
    setField('method.iterations', 12);
    setMethodKind('sequential');
    expect(state().spec?.method).toEqual({ kind: 'sequential' });
    setMethodKind('piadm');
    expect(state().spec?.method).toMatchObject({ kind: 'piadm', iterations: 12 });
  });

  it('keeps the tolerance while rounds are fixed', () => {
    setField('method.tolerance', 0.01);
    setByTolerance(false);
    expect(state().spec?.method).toMatchObject({ tolerance: null });
    setByTolerance(true);
    expect(state().spec?.method).toMatchObject({ tolerance: 0.01 });
  });
});

describe('settings of the methods', () => {
  it.each(Object.keys(methods))('choosing %s gives its defaults, all of them shown, and keeps what it had', (kind) => {
    resetSettings(DEFAULT_SPEC);
    setMethodKind(kind);
    expect(state().spec?.method.kind).toBe(kind);
    expect(state().draft.method).toEqual(state().spec?.method);
  });

  it.each([
    ['window', 'method.window', 0, /^method.window is 0; allowed are whole numbers from 1/],
    ['anderson', 'method.memory', 6, /^method.memory is 6; allowed are whole numbers from 1 to 5/],
    ['few-step', 'method.steps', 7, /^method.steps is 7; allowed are divisors of the 512 nodes/],
    ['few-step', 'method.solver', 'ddim', /^method.solver is "ddim" with dynamics "sde"; allowed is "exponential"/],
  ] as const)(
    'of %s: a wrong %s gets its own sentence, and others are still checked',
    (kind, field, value, sentence) => {
      resetSettings(DEFAULT_SPEC);
      setMethodKind(kind);
      setField(field, value);
      setField('horizon', -1);
      expect(state().errors[field]).toMatch(sentence);
      expect(state().errors.horizon).toMatch(/^horizon is -1/);
    },
  );

  it('the corrector keeps its settings while it is off', () => {
    resetSettings({ ...DEFAULT_SPEC, dynamics: 'ode' });
    setCorrected(true);
    expect(state().spec?.method).toMatchObject({ corrector: { friction: 2, time: 3, steps: 24 } });
    setField('method.corrector.friction', 3);
    setCorrected(false);
    expect(state().spec?.method).toMatchObject({ corrector: null });
    setCorrected(true);
    expect(state().spec?.method).toMatchObject({ corrector: { friction: 3, time: 3 } });
    setField('dynamics', 'sde');
    expect(state().errors['method.corrector']).toMatch(/allowed is null/);
  });
});
