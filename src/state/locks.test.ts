// Test plan: what a link locks stays as the link has it by every door: fields, presets, undo and redo, another seed, the story, the console;
// what it does not lock moves as ever. A link without locks opens everything again.

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { syntheticPlan } from '../../test/synthetic-trace';
import { parseSpec } from '../core/parse-spec';
import { DEFAULT_SPEC, type RunSpec } from '../core/spec';
import { applyView, leaveStory } from './address';
import { Controller } from './controller';
import { DEFAULT_LINK_VIEW, decodeLink, encodeLink } from './link';
import { LOCKABLE, LOCKED_FIELDS, type Locks, OPEN, useLocks } from './locks';
import { presets } from './presets';
import { Session } from './session';
import { parseAsked, redo, resetSettings, setField, setSettings, setTold, undo, useSettings } from './settings';
import { INITIAL_STORY, openStory, useStory } from './story-reader';

const LINKED = parseSpec({ target: { kind: 'mixture', name: 'ring' }, horizon: 4, blocks: 4, particles: 32, seed: 9 });
const PROBLEM: Locks = { hidden: [], locked: ['problem'] };
const ALL: Locks = { hidden: [], locked: LOCKABLE };
const SCENE = parseSpec({ target: { kind: 'mixture', name: 'spiral' }, horizon: 12, blocks: 1, seed: 3 });

let location: { hash: string; pathname: string; search: string };
let ran: RunSpec[];
let controller: Controller;

const linkOf = (locks: Locks, spec = LINKED) => ({ spec, view: { ...DEFAULT_LINK_VIEW, locks } });

/** Opens a link as the page does. */
function open(locks: Locks, spec = LINKED): void {
  resetSettings(spec);
  applyView(linkOf(locks, spec));
}

beforeEach(() => {
  location = { hash: '', pathname: '/', search: '' };
  vi.stubGlobal('location', location);
  const go = (_: unknown, __: string, hash: string) => {
    location.hash = hash;
  };
  vi.stubGlobal('history', { pushState: go, replaceState: go });
  useStory.setState(INITIAL_STORY);
  ran = [];
  const session = new Session(async () => ({
    backend: 'webgpu',
    adapter: { name: 'fake', software: false },
    prepare: async () => syntheticPlan(),
    run: async (spec) => {
      ran.push(spec);
      throw new Error('It only notes what is run.');
    },
    stageSource: () => null,
    destroy: () => undefined,
  }));
  controller = new Controller(session);
});

afterEach(() => {
  useLocks.setState(OPEN);
  vi.unstubAllGlobals();
});

const settings = () => useSettings.getState().spec;
const problem = ({ target, dynamics, horizon, cutoff }: RunSpec) => ({ target, dynamics, horizon, cutoff });

test('every field of a run is in one group', () => {
  const fields = ['version', ...LOCKABLE.flatMap((group) => LOCKED_FIELDS[group])];
  expect(fields.sort()).toEqual(Object.keys(DEFAULT_SPEC).sort());
});

describe('what is locked', () => {
  test('is not changed by a field, a preset, or a document', async () => {
    open(PROBLEM);
    setField('horizon', 12);
    setField('blocks', 2);
    expect(settings()).toEqual({ ...LINKED, blocks: 2 });
    const preset = presets.find(({ spec }) => spec.target.kind === 'network');
    await controller.takePreset(preset!.spec);
    expect(settings()).toEqual({ ...preset!.spec, ...problem(LINKED) });
    expect(ran).toEqual([settings()]);
  });

  test('stays by undo and redo of what was before the link', () => {
    open({ hidden: [], locked: [] }, DEFAULT_SPEC);
    setField('horizon', 3);
    setField('blocks', 2);
    location.hash = `#${encodeLink(linkOf(PROBLEM))}`;
    controller.followAddress();
    expect(settings()).toEqual(LINKED);
    undo();
    expect(settings()).toEqual({ ...DEFAULT_SPEC, blocks: 2, ...problem(LINKED) });
    undo();
    expect(settings()).toEqual({ ...DEFAULT_SPEC, ...problem(LINKED) });
    expect(useSettings.getState().past).toEqual([]);
    redo();
    redo();
    expect(settings()).toEqual(LINKED);
  });

  test('is the seed where a new one is asked for', async () => {
    open({ hidden: [], locked: ['run'] });
    await controller.runNewSeed();
    expect(ran).toEqual([LINKED]);
  });

  test('comes back when the story is left, also by a link to the place in it', () => {
    open(PROBLEM);
    openStory();
    setTold(SCENE);
    expect(settings()).toEqual(SCENE);
    location.hash = '';
    applyView(decodeLink(encodeLink({ ...linkOf(PROBLEM), view: { ...linkOf(PROBLEM).view, story: STORY } })!)!);
    expect(useLocks.getState().held).toEqual(LINKED);
    leaveStory(SCENE);
    expect(settings()).toEqual({ ...SCENE, ...problem(LINKED) });
    expect(decodeLink(location.hash)?.spec).toEqual(settings());
    setField('horizon', 2);
    expect(settings()?.horizon).toBe(4);
  });

  test('is what the chapter leaves where the link is one to a chapter alone', () => {
    applyView(decodeLink('v=1&chapter=5&lock=problem')!);
    setTold(SCENE);
    leaveStory(SCENE);
    expect(settings()).toEqual(SCENE);
    setSettings(LINKED);
    expect(settings()).toEqual({ ...LINKED, ...problem(SCENE) });
  });

  test('is open again by a link without locks', async () => {
    open(ALL);
    location.hash = `#${encodeLink({ spec: SCENE, view: DEFAULT_LINK_VIEW })}`;
    await controller.followAddress();
    expect(settings()).toEqual(SCENE);
    setField('horizon', 2);
    expect(settings()?.horizon).toBe(2);
    expect(ran).toEqual([SCENE]);
  });
});

const STORY = { chapter: 2, place: 0.5 };

describe('the console', () => {
  test('gets what is locked where it asks for nothing else', () => {
    open(PROBLEM);
    expect(parseAsked({ seed: 5 })).toEqual(parseSpec({ ...problem(LINKED), seed: 5 }));
    expect(parseAsked({ horizon: 4 })).toEqual(parseSpec(problem(LINKED)));
    useLocks.setState(OPEN);
    expect(parseAsked({ seed: 5 })).toEqual(parseSpec({ seed: 5 }));
  });

  test.each([
    [{ horizon: 12 }, 'horizon is 12; allowed is 4, since the link of this page locks the problem.'],
    [
      { target: { kind: 'mixture', name: 'spiral' } },
      'target.name is "spiral"; allowed is "ring", since the link of this page locks the problem.',
    ],
    [
      { target: { kind: 'gaussian' } },
      'target.kind is "gaussian"; allowed is "mixture", since the link of this page locks the problem.',
    ],
    [
      { method: { tolerance: 0.5 } },
      'method.tolerance is 0.5; allowed is 0.001, since the link of this page locks the sampler.',
    ],
    [{ seed: 2 }, 'seed is 2; allowed is 9, since the link of this page locks particles, seed and precision.'],
    [{ seed: -1 }, /^seed is -1; allowed are whole numbers/],
  ])('%j is told off', (input, sentence) => {
    open(ALL);
    expect(() => parseAsked(input)).toThrow(sentence);
  });
});
