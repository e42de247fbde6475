// Makes the runs that a text states the numbers of and that nothing on the page has made: those of earlier beats, for readers whom a link
// has brought into the middle of a chapter, and those of the whole chapter for its print sheet. They are made beside the figure, one after
// another, and nothing of them is shown but their numbers.

import type { Controller } from '../../state/controller';
import { useRun } from '../../state/run';
import { sentenceOf } from '../../state/session';
import { NO_EVIDENCE, type StoryScene } from '../../story/chapter';
import { isSameScene } from '../../story/position';
import { isComplete, labEvidence, lanesOf, planOfScene, raceEvidence, remember } from './evidence';

/** Time for which scenes must be wanted before their runs are made, milliseconds: whoever scrubs over them does not start them. */
const PAUSE = 150;

interface Making {
  readonly scene: StoryScene;
  readonly controller: AbortController;
}

/** The runs of scenes that are not shown. The newest wish holds: what it does not name is ended. */
export class EarlierRuns {
  private wanted: readonly StoryScene[] = [];
  private making: Making | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly controller: Controller) {}

  /** Makes the runs of these scenes from now on, in their order, as far as they are not known. */
  want(scenes: readonly StoryScene[]): void {
    const { making } = this;
    this.wanted = scenes;
    if (making && !scenes.some((scene) => isSameScene(scene, making.scene))) making.controller.abort();
    clearTimeout(this.timer);
    if (scenes.length > 0) this.timer = setTimeout(() => this.goOn(), PAUSE);
  }

  /** Ends all of them. */
  end(): void {
    this.want([]);
  }

  private async goOn(): Promise<void> {
    if (this.making) return;
    const scene = this.wanted.find((candidate) => !isComplete(this.controller, candidate));
    if (!scene) return;
    const controller = new AbortController();
    this.making = { scene, controller };
    try {
      await this.make(scene, controller.signal);
    } catch (error) {
      if (!controller.signal.aborted) useRun.setState({ message: sentenceOf(error) });
    } finally {
      this.making = null;
    }
    // Each is tried once; one that was ended is not wanted any more.
    if (!controller.signal.aborted) this.wanted = this.wanted.filter((candidate) => !isSameScene(candidate, scene));
    await this.goOn();
  }

  private async make(scene: StoryScene, signal: AbortSignal): Promise<void> {
    const { session, labs, race } = this.controller;
    switch (scene.panel) {
      case 'figure': {
        const trace = await session.runAside(scene.spec, { signal });
        remember(scene, { ...NO_EVIDENCE, trace });
        return;
      }
      case 'labs': {
        const plan = planOfScene(scene);
        await labs.runQuietly(plan, signal);
        remember(scene, labEvidence(labs.knowledge(plan)));
        return;
      }
      case 'race': {
        for (const spec of lanesOf(scene))
          if (!race.outcome(spec)?.result) race.keep(spec, await session.runAside(spec, { signal }));
        remember(scene, raceEvidence(this.controller, scene));
      }
    }
  }
}
