// Test plan: (1) a link holds a chapter and a place and gives them back; what is none is told off in a sentence; (2) answers, chapters
// read and places are kept on the device, forgotten when asked, and last as long as the page where nothing can be kept; (3) back and
// forward go through chapters.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_SPEC } from '../core/spec';
import { applyView, followStory, leaveStory } from './address';
import { DEFAULT_LINK_VIEW, decodeLink, encodeLink, LinkError } from './link';
import {
  closeStory,
  forgetAnswers,
  giveAnswer,
  goToChapter,
  INITIAL_STORY,
  moveTo,
  noteRead,
  openStory,
  openStoryAt,
  readKept,
  recallStory,
  takeBackAnswer,
  useStory,
} from './story-reader';

const KEY = 'picard-playground.story.1';

let stored: Map<string, string>;
let entries: string[];

beforeEach(() => {
  stored = new Map();
  entries = [];
  const location = { hash: '', pathname: '/', search: '' };
  vi.stubGlobal('location', location);
  const write = (hash: string) => {
    location.hash = hash;
  };
  vi.stubGlobal('history', {
    pushState: (_: unknown, __: string, hash: string) => {
      write(hash);
      entries.push(hash);
    },
    replaceState: (_: unknown, __: string, hash: string) => {
      write(hash);
      entries[Math.max(0, entries.length - 1)] = hash;
    },
  });
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  });
  useStory.setState(INITIAL_STORY);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a link to the story', () => {
  it.each([
    [1, 0, 'v=1&chapter=1'],
    [4, 0.35, 'v=1&chapter=4&place=0.35'],
    [8, 1, 'v=1&chapter=8&place=1'],
  ])('to chapter %d at %d is %s', (chapter, place, hash) => {
    const link = { spec: DEFAULT_SPEC, view: { ...DEFAULT_LINK_VIEW, story: { chapter, place } } };
    expect(encodeLink(link)).toBe(hash);
    expect(decodeLink(hash)).toEqual(link);
  });

  it.each([
    ['v=1&chapter=9', `The link's chapter is "9"; allowed: whole numbers from 1 to 8.`],
    ['v=1&chapter=0', `The link's chapter is "0"; allowed: whole numbers from 1 to 8.`],
    ['v=1&chapter=two', `The link's chapter is "two"; allowed: whole numbers from 1 to 8.`],
    ['v=1&chapter=2&place=1.5', `The link's place is "1.5"; allowed: numbers from 0 to 1.`],
    ['v=1&chapter=2&place=', `The link's place is ""; allowed: numbers from 0 to 1.`],
    ['v=1&place=0.5', 'The link has a place in a chapter and no chapter; allowed are both, or the chapter alone.'],
  ])('%s is told off', (hash, sentence) => {
    expect(() => decodeLink(hash)).toThrow(new LinkError(sentence));
  });

  it('opens the story at its place, and a link without one closes it', () => {
    applyView(decodeLink('v=1&chapter=3&place=0.5')!);
    expect(useStory.getState()).toMatchObject({ open: true, chapter: 3, place: 0.5, linked: true });
    applyView(decodeLink('v=1&panel=figure')!);
    expect(useStory.getState().open).toBe(false);
  });
});

describe('what is kept', () => {
  it('comes back on the same device', () => {
    openStory();
    giveAnswer('serial', { kind: 'pick', choice: '64' });
    giveAnswer('wholePath', { kind: 'draw', values: [0, -1, -2.5] });
    moveTo(0.7);
    noteRead();
    goToChapter(3);
    moveTo(0.2);
    closeStory();
    useStory.setState(INITIAL_STORY);
    recallStory();
    const { answers, read, places, invited, keeps, open } = useStory.getState();
    expect(answers).toEqual({
      serial: { kind: 'pick', choice: '64' },
      wholePath: { kind: 'draw', values: [0, -1, -2.5] },
    });
    expect({ read, places, invited, keeps, open }).toEqual({
      read: [1],
      places: { 1: 0.7, 3: 0.2 },
      invited: true,
      keeps: true,
      open: false,
    });
    goToChapter(3);
    expect(useStory.getState().place).toBe(0.2);
  });

  it('is forgotten when asked, one by one and all', () => {
    giveAnswer('serial', { kind: 'skipped' });
    giveAnswer('hump', { kind: 'skipped' });
    useStory.setState({ linked: true });
    takeBackAnswer('serial', true);
    // The place of a link may lie behind the question still.
    expect(useStory.getState().linked).toBe(true);
    expect(readKept(stored.get(KEY)!).answers).toEqual({ hump: { kind: 'skipped' } });
    forgetAnswers();
    expect(readKept(stored.get(KEY)!).answers).toEqual({});
    expect(useStory.getState().answers).toEqual({});
  });

  it('lasts as long as the page where the browser keeps nothing, and says so', () => {
    const refuse = () => {
      throw new Error('storage is off');
    };
    vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse });
    recallStory();
    expect(useStory.getState().keeps).toBe(false);
    giveAnswer('serial', { kind: 'skipped' });
    expect(useStory.getState()).toMatchObject({ keeps: false, answers: { serial: { kind: 'skipped' } } });
  });

  it.each([
    ['no JSON', '{'],
    ['no object', '7'],
    [
      'wrong entries',
      JSON.stringify({
        answers: { a: 1, b: { kind: 'draw', values: ['x'] } },
        read: [0, 'x', 9],
        places: { 9: 0.5, 2: 7 },
        invited: 'yes',
      }),
    ],
  ])('of another shape is left out: %s', (_, text) => {
    expect(readKept(text)).toEqual({ answers: {}, read: [], places: {}, invited: false });
  });
});

describe('the address', () => {
  it('has an entry for every chapter, and follows moves within it after a pause', () => {
    vi.useFakeTimers();
    const end = followStory();
    openStory();
    goToChapter(2);
    moveTo(0.25);
    moveTo(0.5);
    expect(entries.map((hash) => decodeLink(hash)?.view.story)).toEqual([
      { chapter: 1, place: 0 },
      { chapter: 2, place: 0 },
    ]);
    vi.runAllTimers();
    expect(entries.map((hash) => decodeLink(hash)?.view.story)).toEqual([
      { chapter: 1, place: 0 },
      { chapter: 2, place: 0.5 },
    ]);
    // What back or forward have put into the address is no new entry.
    location.hash = '#v=1&chapter=1';
    openStoryAt({ chapter: 1, place: 0 }, true);
    vi.runAllTimers();
    expect(entries).toHaveLength(2);
    leaveStory({ ...DEFAULT_SPEC, seed: 5 });
    const left = decodeLink(entries.at(-1)!);
    expect(left?.view.story).toBeUndefined();
    expect(left?.spec.seed).toBe(5);
    end();
  });
});
