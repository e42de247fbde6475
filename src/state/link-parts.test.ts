// Test plan: labs, playing and locks in links: what is written is read back, what is wrong is told off in a sentence, and links without them
// have none.

import { afterEach, describe, expect, test, vi } from 'vitest';
import { LAB_NAMES } from '../core/labs';
import { defaultsOf } from '../core/labs/controls';
import { DEFAULT_SPEC } from '../core/spec';
import { applyView, followPanels } from './address';
import { useCursor } from './cursor';
import { INITIAL_LABS, labOf, openLab, openLabWith, planLab, setControl, useLabs } from './labs';
import { DEFAULT_LINK_VIEW, decodeLink, encodeLink, type LinkView } from './link';
import { isHidden, NO_LOCKS } from './locks';
import { useRace } from './race';
import { showPanel } from './view';

const hashOf = (view: Partial<LinkView>) =>
  encodeLink({ spec: DEFAULT_SPEC, view: { ...DEFAULT_LINK_VIEW, ...view } }) ?? '';
const viewOf = (hash: string) => decodeLink(hash)?.view;

afterEach(() => useLabs.setState(INITIAL_LABS));

describe('labs', () => {
  test.each(LAB_NAMES)('%s: settings are read back, defaults take no room', (name) => {
    const settings = defaultsOf(labOf(name).controls);
    const [control, value] = 'seed' in settings ? (['seed', 7] as const) : (['paths', 3] as const);
    const changed = { ...settings, [control]: value };
    expect(hashOf({ panel: 'labs', lab: { name, settings } })).toBe(`v=1&panel=labs&lab=${name}`);
    const hash = hashOf({ panel: 'labs', lab: { name, settings: changed } });
    expect(hash).toBe(`v=1&panel=labs&lab=${name}&controls=${control}:${value}`);
    expect(viewOf(hash)?.lab).toEqual({ name, settings: changed });
  });

  test('names and values of choices are read back', () => {
    const hash = 'v=1&panel=labs&lab=block-length&controls=precision:f16-saturating,horizon:6';
    expect(viewOf(hash)?.lab?.settings).toMatchObject({ precision: 'f16-saturating', horizon: 6, target: 'ring' });
  });

  test.each([
    ['lab=nobody', /^The link's lab is "nobody"; allowed: two-axes, block-length/],
    ['controls=seed:1', /^The link has controls of a lab and no lab/],
    ['lab=cost&controls=seed:-1', /^seed is -1; allowed are whole numbers/],
    ['lab=cost&controls=seeds:1', /seeds/],
    ['lab=cost&controls=target:moon', /^target is "moon"; allowed is/],
    ['lab=cost&controls=seed:one', /^seed is "one"; allowed are/],
  ])('%s is told off', (parts, sentence) => {
    expect(() => decodeLink(`v=1&${parts}`)).toThrow(sentence);
  });

  test('a control is changed for its lab alone, and another budget asks the question anew', () => {
    openLab('budget-duel');
    useLabs.setState({ pick: 4, revealed: true });
    setControl('seed', 5);
    expect(useLabs.getState()).toMatchObject({ pick: 4, revealed: true });
    setControl('budget', 48);
    expect(useLabs.getState()).toMatchObject({ pick: null, revealed: false });
    expect(useLabs.getState().settings['budget-duel']).toMatchObject({ seed: 5, budget: 48 });
    expect(useLabs.getState().settings.cost).toEqual(defaultsOf(labOf('cost').controls));
    expect(() => setControl('seed', -1)).toThrow(/^seed is -1/);
    expect(useLabs.getState().settings['budget-duel']).toMatchObject({ seed: 5 });
  });

  test('work of a lab that is left is not told of the one that is opened', () => {
    const work = { spec: DEFAULT_SPEC, share: 0.5, done: 0, total: 3 };
    for (const open of [() => openLab('two-axes'), () => openLabWith('two-axes', {})]) {
      useLabs.setState({ lab: 'cost', work });
      openLab('cost');
      expect(useLabs.getState().work).toBe(work);
      open();
      expect(useLabs.getState()).toMatchObject({ lab: 'two-axes', work: null });
    }
  });

  test('without a GPU the plan is smaller unless it is asked for in full; the same plan is the same object', () => {
    openLabWith('block-length', {});
    const state = useLabs.getState();
    const [fast, slow] = [planLab(state, false), planLab(state, true)];
    expect(fast.settings).toEqual(fast.full);
    expect(slow.settings.particles).toBeLessThan(Number(slow.full.particles));
    expect(planLab(state, true)).toBe(planLab(state, true));
    expect(planLab({ ...state, inFull: true }, true).settings).toEqual(slow.full);
  });
});

describe('playing', () => {
  test('is read back, and takes no room where it is as at first', () => {
    expect(hashOf({ play: { axis: 'rounds', speed: 12 } })).toBe('v=1');
    expect(hashOf({ play: { axis: 'nodes', speed: 40 } })).toBe('v=1&play=nodes&speed=40');
    expect(hashOf({ play: { axis: 'rounds', speed: 4 } })).toBe('v=1&speed=4');
    expect(viewOf('v=1&play=nodes&speed=40')?.play).toEqual({ axis: 'nodes', speed: 40 });
    expect(viewOf('v=1&play=nodes')?.play).toEqual({ axis: 'nodes', speed: 12 });
    expect(viewOf('v=1')?.play).toBeUndefined();
  });

  test('is that of what the link shows, and a link that says nothing plays as at first', () => {
    useCursor.setState({ axis: 'rounds', speed: 4 });
    useRace.setState({ speed: 4 });
    applyView(decodeLink('v=1&panel=labs&lab=two-axes&play=nodes&speed=40')!);
    expect(useCursor.getState()).toMatchObject({ axis: 'nodes', speed: 40 });
    expect(useRace.getState().speed).toBe(4);
    applyView(decodeLink('v=1&panel=labs&lab=race&speed=40')!);
    applyView(decodeLink('v=1&panel=labs&lab=cost')!);
    expect(useCursor.getState()).toMatchObject({ axis: 'nodes', speed: 40 });
    expect(useRace.getState().speed).toBe(40);
    applyView(decodeLink('v=1&panel=race')!);
    applyView(decodeLink('v=1')!);
    expect(useCursor.getState()).toMatchObject({ axis: 'rounds', speed: 12 });
    expect(useRace.getState().speed).toBe(12);
  });

  test('a change of it is in the address of the figure, also of the one that has no link yet', () => {
    const location = { hash: '', pathname: '/', search: '' };
    vi.stubGlobal('location', location);
    vi.stubGlobal('history', {
      replaceState: (_: unknown, __: string, hash: string) => {
        location.hash = hash;
      },
    });
    showPanel('figure');
    const end = followPanels();
    useCursor.setState({ axis: 'nodes', speed: 4 });
    expect(location.hash).toBe('#v=1&language=en&play=nodes&speed=4');
    location.hash = '#v=1&record=3';
    useCursor.setState({ axis: 'rounds' });
    expect(location.hash).toBe('#v=1&record=3&speed=4');
    end();
    vi.unstubAllGlobals();
  });

  test.each([
    ['speed=7', 'The link\'s speed is "7"; allowed: 4, 12, 40.'],
    ['play=time', 'The link\'s play is "time"; allowed: rounds, nodes.'],
  ])('%s is told off', (parts, sentence) => {
    expect(() => decodeLink(`v=1&${parts}`)).toThrow(sentence);
  });
});

describe('locks', () => {
  test('are read back, in their order, and take no room where there are none', () => {
    expect(hashOf({ locks: NO_LOCKS })).toBe('v=1');
    const hash = hashOf({ locks: { hidden: ['settings', 'export'], locked: ['problem'] } });
    expect(hash).toBe('v=1&hide=settings,export&lock=problem');
    expect(viewOf(hash)?.locks).toEqual({ hidden: ['settings', 'export'], locked: ['problem'] });
    expect(viewOf('v=1&hide=export,settings,export')?.locks?.hidden).toEqual(['settings', 'export']);
    expect(viewOf('v=1')?.locks).toBeUndefined();
  });

  test.each([
    ['hide=everything', /^The link's hide is "everything"; allowed: settings/],
    ['lock=seed', /^The link's lock is "seed"; allowed: problem, sampler, run/],
  ])('%s is told off', (parts, sentence) => {
    expect(() => decodeLink(`v=1&${parts}`)).toThrow(sentence);
  });

  test('where a group is locked, presets are hidden: they would change it', () => {
    expect(isHidden({ hidden: [], locked: ['run'] }, 'presets')).toBe(true);
    expect(isHidden({ hidden: [], locked: ['run'] }, 'settings')).toBe(false);
    expect(isHidden(NO_LOCKS, 'presets')).toBe(false);
  });
});
