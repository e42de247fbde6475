// Test plan: (1) at a place that a link names, every number of the text comes, and the figure ends up as that of the place; (2) runs of a
// lab and of a race are made without opening them; (3) the newest wish holds: what it does not name is ended and is not known; (4) a run
// that fails is said once and not tried for ever.

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { parseLabSettings } from '../../core/labs/lab';
import { parseSpec } from '../../core/parse-spec';
import { createCpuEngine } from '../../engine/cpu/cpu-engine';
import type { Engine } from '../../engine/engine';
import { Controller } from '../../state/controller';
import { INITIAL_LABS, labOf, useLabs } from '../../state/labs';
import { useRun } from '../../state/run';
import { Session } from '../../state/session';
import { INITIAL_STORY, openStoryAt, useStory } from '../../state/story-reader';
import { showPanel, useView } from '../../state/view';
import { chapterOf } from '../../story';
import type { StoryScene } from '../../story/chapter';
import { UNKNOWN } from '../../story/facts';
import { wordsOf } from '../../words';
import { EarlierRuns } from './earlier';
import { isShown, knownOf } from './evidence';
import { followStory } from './follow-story';

const noModel = () => Promise.reject(new Error('There is no network.'));
let seeds: number[];

/** The CPU, in this thread; runs of seed 13 fail, and those of seed 99 end only when they are cancelled. */
function engine(): Engine {
  const cpu = createCpuEngine({ loadModel: noModel });
  return {
    ...cpu,
    prepare: (spec) => cpu.prepare(spec),
    stageSource: () => null,
    run: async (spec, options) => {
      seeds.push(spec.seed);
      if (spec.seed === 13) throw new Error('The device has no luck.');
      if (spec.seed === 99) {
        await new Promise((_, reject) => {
          options?.signal?.addEventListener('abort', () => reject(options.signal?.reason as Error));
        });
      }
      return cpu.run(spec, options);
    },
  };
}

let controller: Controller;

beforeEach(async () => {
  seeds = [];
  vi.stubGlobal('matchMedia', () => ({ matches: true }));
  useStory.setState(INITIAL_STORY);
  useLabs.setState(INITIAL_LABS);
  showPanel('figure');
  controller = new Controller(new Session(async () => engine()));
  await controller.session.ready;
});

afterEach(() => vi.unstubAllGlobals());

const figure = (seed: number): StoryScene => ({
  panel: 'figure',
  spec: parseSpec({ target: { kind: 'mixture', name: 'ring' }, blocks: 2, nodes: 8, particles: 4, seed }),
});
const until = (holds: () => boolean) => vi.waitFor(() => expect(holds()).toBe(true), { timeout: 20_000 });
const isKnown = (scene: StoryScene) => {
  const { trace, lab, lanes } = knownOf(controller, scene);
  return trace !== null || lab !== null || lanes !== null;
};

test('the text at the place of a link has all its numbers, and the figure is that of the place', async () => {
  const chapter = chapterOf(3);
  const end = followStory(controller);
  openStoryAt({ chapter: 3, place: 1 }, true);
  const said = () => chapter.beats.map((beat) => beat.say(wordsOf('en'), knownOf(controller, beat.scene))).join(' ');
  expect(said()).toContain(UNKNOWN);
  await until(() => !said().includes(UNKNOWN));
  const last = chapter.beats.at(-1)?.scene;
  await until(() => last?.panel === 'figure' && isShown(controller, last.spec));
  end();
});

test('runs of a lab and of a race are made without opening them', async () => {
  const settings = parseLabSettings(labOf('cost'), { steps: 128, particles: 2, seed: 3 });
  const lab: StoryScene = { panel: 'labs', lab: 'cost', settings };
  const spec = parseSpec({
    target: { kind: 'mixture', name: 'two-moons' },
    blocks: 2,
    nodes: 8,
    particles: 2,
    seed: 4,
  });
  const race: StoryScene = { panel: 'race', spec };
  const earlier = new EarlierRuns(controller);
  earlier.want([lab, race]);
  await until(() => isKnown(lab) && isKnown(race));
  expect(knownOf(controller, lab).lab?.claims[0]?.verdict).not.toBeNull();
  expect(knownOf(controller, race).lanes).toHaveLength(5);
  expect(useLabs.getState()).toMatchObject({ lab: INITIAL_LABS.lab, settings: INITIAL_LABS.settings });
  expect(useView.getState().behind).toBe('figure');
  // What is known already is not made again.
  const made = seeds.length;
  earlier.want([lab, race, figure(5)]);
  await until(() => isKnown(figure(5)));
  expect(seeds.slice(made)).toEqual([5]);
});

test('the newest wish holds', async () => {
  const earlier = new EarlierRuns(controller);
  earlier.want([figure(99), figure(6)]);
  await until(() => seeds.includes(99));
  earlier.want([figure(7)]);
  await until(() => isKnown(figure(7)));
  expect([99, 6].map((seed) => isKnown(figure(seed)))).toEqual([false, false]);
  expect(seeds).toEqual([99, 7]);
  // Whoever scrubs over a scene does not start its runs.
  earlier.want([figure(8)]);
  earlier.end();
  earlier.want([figure(9)]);
  await until(() => isKnown(figure(9)));
  expect(seeds).toEqual([99, 7, 9]);
});

test('a run that fails is said once, and the others go on', async () => {
  const earlier = new EarlierRuns(controller);
  earlier.want([figure(13), figure(10)]);
  await until(() => isKnown(figure(10)));
  expect(seeds).toEqual([13, 10]);
  expect(useRun.getState().message).toBe('The device has no luck.');
});
