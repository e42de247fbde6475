// Test plan: freezing stops all that plays and holds drawings back; going on resumes what played, and nothing else; leaving does both.

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useCursor } from '../state/cursor';
import { INITIAL_PRESENTING, usePresenting } from '../state/presenting';
import { useRace } from '../state/race';
import { moveTo, useStory } from '../state/story-reader';
import { invalidate, registerDraw } from './frame';
import { beginPresenting, freeze, leavePresenting, toggleFreeze } from './present';

let frames: FrameRequestCallback[];
const drawFrames = () => {
  while (frames.length > 0) frames.shift()?.(performance.now());
};

beforeEach(() => {
  frames = [];
  vi.stubGlobal('requestAnimationFrame', (frame: FrameRequestCallback) => frames.push(frame));
  vi.stubGlobal('document', { fullscreenElement: null, fullscreenEnabled: false });
  vi.stubGlobal('location', { pathname: '/', search: '', hash: '' });
  vi.stubGlobal('history', { replaceState: () => undefined });
  usePresenting.setState(INITIAL_PRESENTING);
  beginPresenting(true);
});

afterEach(() => {
  leavePresenting();
  drawFrames();
  vi.unstubAllGlobals();
});

const playing = () => [useCursor.getState().playing, useRace.getState().playing, useStory.getState().playingTo];

test('what plays stands still, and goes on from there', () => {
  useCursor.setState({ playing: true });
  useRace.setState({ playing: true });
  moveTo(0.25, 0.5);
  freeze();
  expect(playing()).toEqual([false, false, null]);
  expect(useStory.getState().place).toBe(0.25);
  // Once more changes nothing.
  freeze();
  toggleFreeze();
  expect(playing()).toEqual([true, true, 0.5]);
  expect(useStory.getState().place).toBe(0.25);
});

test('what stood still does not begin to play', () => {
  useCursor.setState({ playing: false });
  useRace.setState({ playing: false });
  moveTo(0.25);
  freeze();
  leavePresenting();
  expect(playing()).toEqual([false, false, null]);
  expect(usePresenting.getState()).toEqual({ on: false, frozen: false });
});

test('the last state is drawn, then nothing until the picture goes on', () => {
  let drawn = 0;
  const end = registerDraw(() => {
    drawn++;
  });
  drawFrames();
  const before = drawn;
  freeze();
  drawFrames();
  expect(drawn).toBe(before + 1);
  invalidate();
  drawFrames();
  expect(drawn).toBe(before + 1);
  toggleFreeze();
  drawFrames();
  expect(drawn).toBe(before + 2);
  end();
});
