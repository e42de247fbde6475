// Lets the page follow the story: the panel, the run and the cursor are those of the reader's place. A run is made only where a beat
// needs another one, the newest wins, and moving within a beat only moves the cursor.

import { parseLabSettings } from '../../core/labs/lab';
import { raceLanes } from '../../core/labs/race';
import type { Controller } from '../../state/controller';
import { useCursor } from '../../state/cursor';
import { sameJson } from '../../state/json';
import { labOf, openLabWith, useLabs } from '../../state/labs';
import { goesOn, isFrozen } from '../../state/presenting';
import { setLanes, useRace } from '../../state/race';
import { useRun } from '../../state/run';
import { setTold } from '../../state/settings';
import { giveAnswer, moveTo, noteRead, type StoryState, useStory } from '../../state/story-reader';
import { type MainPanel, showPanel, useView } from '../../state/view';
import { chapterOf } from '../../story';
import type { Chapter, StoryScene } from '../../story/chapter';
import { type FigurePart, looksAt } from '../../story/looks';
import { figureAt, isSameScene, lastPlace, type StoryFigure, stillAt } from '../../story/position';
import { EarlierRuns } from './earlier';
import { isShown } from './evidence';
import { isCalm } from './moves';

/** Time for which a scene must stay before its run is made, milliseconds: whoever scrubs over it does not start it. */
const PAUSE = 150;
/** Seconds that a chapter plays from end to end. */
const SECONDS = 16;
/** Longest time that passes between two frames, milliseconds. */
const LONGEST_STEP = 50;

/** What a place shows to this reader. */
function shownAt(chapter: Chapter, place: number): StoryFigure {
  return figureAt(chapter, isCalm() ? stillAt(chapter, place) : place);
}

/** Follows the story from now on; returns what ends that. */
export function followStory(controller: Controller): () => void {
  const follower = new StoryFollower(controller);
  const ends = [
    useStory.subscribe((state, before) => follower.storyChanged(state, before)),
    useRun.subscribe(({ status }, before) => status !== before.status && follower.show()),
  ];
  follower.storyChanged(useStory.getState(), null);
  return () => {
    for (const end of ends) end();
    follower.end();
  };
}

class StoryFollower {
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** The scene whose run was asked for last. */
  private wanted: StoryScene | null = null;
  private readonly earlier: EarlierRuns;
  private playing = false;
  private before = 0;
  private ended = false;

  constructor(private readonly controller: Controller) {
    this.earlier = new EarlierRuns(controller);
  }

  end(): void {
    this.ended = true;
    this.earlier.end();
    clearTimeout(this.timer);
  }

  storyChanged(state: StoryState, before: StoryState | null): void {
    if (!state.open) {
      clearTimeout(this.timer);
      this.wanted = null;
      this.earlier.end();
      return;
    }
    const chapter = chapterOf(state.chapter);
    const answered = chapter.name in state.answers;
    const isPast = state.place > lastPlace(chapter, answered);
    if (isPast) {
      // Whoever comes by a link to what follows a question is told the answer.
      if (state.linked) giveAnswer(chapter.name, { kind: 'skipped' });
      else moveTo(lastPlace(chapter, false));
      return;
    }
    this.veil(chapter, state, answered);
    const { beat } = figureAt(chapter, state.place);
    this.look(chapter, beat, answered);
    if (beat === chapter.beats.length - 1) noteRead();
    const moved =
      before === null ||
      !before.open ||
      state.place !== before.place ||
      state.chapter !== before.chapter ||
      state.answers !== before.answers ||
      state.sheet !== before.sheet ||
      state.waits !== before.waits;
    if (moved) this.show();
    if (state.playingTo !== null) this.play();
  }

  /** Hides what would give the answer away. */
  private veil(chapter: Chapter, state: StoryState, answered: boolean): void {
    const { question } = chapter;
    const veils = answered ? [] : question.veils;
    if (!sameJson(veils, state.veils)) useStory.setState({ veils });
    if (answered || question.kind !== 'draw') return;
    const isAsked = figureAt(chapter, state.place).beat >= question.after;
    // A level line to begin with: it says nothing of the run.
    if (isAsked && state.drawing === null) useStory.setState({ drawing: question.places.map(() => 0) });
  }

  /** Tells the page which parts of the figure the text speaks of: the pad while a curve is asked for. */
  private look(chapter: Chapter, beat: number, answered: boolean): void {
    const { kind, after } = chapter.question;
    const looks: readonly FigurePart[] =
      kind === 'draw' && !answered && beat >= after ? ['pad'] : looksAt(chapter.name, beat);
    if (!sameJson(looks, useStory.getState().looks)) useStory.setState({ looks });
  }

  /** Shows what belongs to the place. */
  show(): void {
    const state = useStory.getState();
    if (!state.open || state.waits) return;
    const figure = shownAt(chapterOf(state.chapter), state.place);
    const { scene } = figure;
    this.earlier.want(this.others(figure));
    if (scene.panel === 'figure' && isShown(this.controller, scene.spec)) {
      this.reach(scene, 'figure');
      this.moveCursor(figure);
    } else if (this.wanted !== scene) {
      this.wanted = scene;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.run(scene), PAUSE);
    }
  }

  /** Scenes whose numbers are told, and that are not shown: of the beats before, and of all for a print sheet. */
  private others({ beat, scene }: StoryFigure): readonly StoryScene[] {
    const { chapter, sheet } = useStory.getState();
    const { beats } = chapterOf(chapter);
    const told = sheet ? beats : beats.slice(0, beat);
    return told.flatMap((other) => (isSameScene(other.scene, scene) ? [] : [other.scene]));
  }

  private reach(scene: StoryScene, panel: MainPanel): void {
    this.wanted = scene;
    clearTimeout(this.timer);
    if (useView.getState().behind !== panel) showPanel(panel);
  }

  private run(scene: StoryScene): void {
    if (isFrozen()) {
      goesOn().then(() => this.wanted === scene && !this.ended && this.run(scene));
      return;
    }
    switch (scene.panel) {
      case 'figure':
        this.reach(scene, 'figure');
        if (!sameJson(this.controller.session.runningSpec, scene.spec)) this.controller.runForStory(scene.spec);
        return;
      case 'labs': {
        this.controller.cancel();
        const { lab, settings } = useLabs.getState();
        const wanted = parseLabSettings(labOf(scene.lab), scene.settings);
        // Whatever is open already keeps its results.
        if (lab !== scene.lab || !sameJson(settings[lab], wanted)) openLabWith(scene.lab, scene.settings);
        this.reach(scene, 'labs');
        return;
      }
      case 'race':
        this.controller.cancel();
        setTold(scene.spec);
        if (!sameJson(lanesNow(), raceLanes(scene.spec))) setLanes(raceLanes(scene.spec));
        this.reach(scene, 'race');
        this.controller.runRace();
    }
  }

  private moveCursor({ rounds, nodes }: StoryFigure): void {
    const { trace } = this.controller.session;
    if (!trace) return;
    const last = trace.rounds.length - 1;
    const record = Math.round(rounds * last);
    useCursor.setState({
      record: record >= last ? null : record,
      node: nodes === null ? null : Math.round(nodes * trace.plan.totalNodes),
      playing: false,
    });
  }

  private play(): void {
    if (this.playing) return;
    this.playing = true;
    this.before = performance.now();
    requestAnimationFrame((now) => this.tick(now));
  }

  private tick(now: number): void {
    const { open, playingTo, place, chapter } = useStory.getState();
    if (this.ended || !open || playingTo === null) {
      this.playing = false;
      return;
    }
    const seconds = Math.min(now - this.before, LONGEST_STEP) / 1000;
    this.before = now;
    const { scene } = figureAt(chapterOf(chapter), place);
    // The picture of a run that is not done yet is waited for.
    const isReady = scene.panel !== 'figure' || isShown(this.controller, scene.spec);
    if (isReady) {
      const next = Math.min(playingTo, place + seconds / SECONDS);
      moveTo(next, next < playingTo ? playingTo : null);
    }
    requestAnimationFrame((then) => this.tick(then));
  }
}

function lanesNow() {
  return useRace.getState().lanes.map(({ method, blocks }) => ({ method, blocks }));
}
