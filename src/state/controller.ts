// What people can do: run the settings, run again, take a preset, follow a link. It ties the stores, the session and the
// address together, so that a button, a key, the console and the history do the same thing the same way.

import type { RunSpec } from '../core/spec';
import type { RunSummary } from '../core/summary';
import { applyView, linkOfAddress, locksOf, pushRun } from './address';
import { CostRunner } from './cost-runner';
import { type CursorState, useCursor } from './cursor';
import { impossibility, useForecast } from './forecast';
import { sameJson } from './json';
import { looksAtFigure } from './labs';
import { LabsRunner } from './labs-runner';
import { OPEN } from './locks';
import { QualityRunner } from './quality-runner';
import { RaceRunner } from './race-runner';
import { useRun } from './run';
import { type Session, type SessionRunOptions, sentenceOf } from './session';
import { endEdit, resetSettings, setLinked, setSettings, setTold, useSettings } from './settings';
import { closeStory, useStory } from './story-reader';
import { type MainPanel, showPanel, useView } from './view';

export class Controller {
  /** The run that an address without a hash stands for. */
  home: RunSpec | null = useSettings.getState().spec;
  /** Where the reader was in the run before the one in progress, once that has taken its place; else null. */
  private place: Pick<CursorState, 'record' | 'node'> | null = null;
  /** Of the latest attempt. */
  private attempts = 0;
  readonly race: RaceRunner;
  readonly quality: QualityRunner;
  readonly labs: LabsRunner;
  readonly cost: CostRunner;

  constructor(readonly session: Session) {
    this.race = new RaceRunner(session);
    this.quality = new QualityRunner(session);
    this.labs = new LabsRunner(session);
    this.cost = new CostRunner(session);
  }

  /** Takes over the run of the address, or the default, and starts it if asked.
   * @param problem a sentence about the address that is known already */
  async start(run: boolean, problem: string | null = null): Promise<void> {
    let message = problem;
    try {
      const link = linkOfAddress();
      if (link) {
        resetSettings(link.spec);
        applyView(link);
      }
    } catch (error) {
      message = sentenceOf(error);
    }
    const { spec } = useSettings.getState();
    if (!spec) return;
    if (useStory.getState().open) {
      // The story makes its own runs, unless the address says that they wait for the reader.
      useStory.setState({ waits: !run });
      if (message !== null) useRun.setState({ message });
      return;
    }
    const { behind } = useView.getState();
    if (run && behind !== 'figure') {
      if (message !== null) useRun.setState({ message });
      // The figure has its axes when the reader turns to it; its run would make the race wait.
      await Promise.all([this.session.preview(spec).catch(told), this.runPanel(behind)]);
      return;
    }
    const preview = this.session.preview(spec).catch((error: unknown) => {
      // A run that starts tells the same failure itself.
      if (!run) useRun.setState({ status: 'error', error: sentenceOf(error) });
    });
    const started = run ? this.attempt(spec, { reduce: true }).catch(told) : preview;
    // After the start of the run, which clears what was said before.
    if (message !== null) useRun.setState({ message });
    await started;
  }

  /** Follows the address after back, forward or an edit by hand; what cannot be read changes nothing. */
  async followAddress(): Promise<void> {
    try {
      const link = linkOfAddress();
      const spec = link?.spec ?? this.home;
      if (!spec) return;
      if (link?.view.story) return applyView(link);
      if (useStory.getState().open) closeStory();
      setLinked(spec, link ? locksOf(link) : OPEN);
      const panel = link?.view.panel ?? 'figure';
      if (link && panel !== 'figure' && panel !== 'settings') {
        applyView(link);
        if (!this.looksAtRun(panel)) return;
      } else showPanel(panel);
      const move = link ? () => applyView(link) : followNewest;
      const running = sameJson(spec, this.session.runningSpec);
      // A trace without an outcome is that of the run in progress, or left over from one that was overtaken.
      const shown = this.session.trace?.outcome != null && sameJson(spec, this.shownSpec);
      if (!shown && !running) {
        await this.attempt(spec, { reduce: true, onShown: move }).catch(told);
        return;
      }
      move();
      if (!running) this.cancel();
    } catch (error) {
      useRun.setState({ message: sentenceOf(error) });
    }
  }

  /** The run that is shown, as it was asked for; null before the first. */
  get shownSpec(): RunSpec | null {
    const trace = this.session.trace;
    if (!trace || trace.rounds.length === 0) return null;
    return useRun.getState().reduction?.full ?? trace.plan.spec;
  }

  /** Runs the settings, if they are a run that is possible. */
  runSettings(): Promise<void> {
    endEdit();
    const settings = useSettings.getState();
    const possible = impossibility(settings, useForecast.getState()) === null;
    return settings.spec && possible ? this.begin(settings.spec, true) : Promise.resolve();
  }

  /** Makes a spec the settings, but for what a link has locked, and runs them. */
  runSpec(spec: RunSpec): Promise<void> {
    setSettings(spec);
    const { spec: held } = useSettings.getState();
    return held ? this.begin(held, true) : Promise.resolve();
  }

  /** Takes a preset: the figure runs it, the other panels take its settings for theirs. */
  takePreset(spec: RunSpec): Promise<void> {
    if (this.looksAtRun(useView.getState().behind)) return this.runSpec(spec);
    setSettings(spec);
    return Promise.resolve();
  }

  /** Runs what stands beside the story; the address stays the story's, and so does the cursor. */
  async runForStory(spec: RunSpec): Promise<void> {
    setTold(spec);
    await this.attempt(spec, { reduce: true }).catch(told);
  }

  /** Runs the run that is shown once more: the same seed gives the same result. */
  runAgain(): Promise<void> {
    const spec = this.shownSpec ?? useSettings.getState().spec;
    return spec ? this.runSpec(spec) : Promise.resolve();
  }

  /** Runs the settings with another seed. */
  runNewSeed(): Promise<void> {
    const spec = useSettings.getState().spec ?? this.shownSpec;
    if (!spec) return Promise.resolve();
    const [seed = 0] = crypto.getRandomValues(new Uint32Array(1));
    return this.runSpec({ ...spec, seed });
  }

  /** Runs a run that had been made smaller as it was asked for. */
  runInFull(): Promise<void> {
    const full = useRun.getState().reduction?.full;
    return full ? this.begin(full, false) : Promise.resolve();
  }

  /** Runs a spec in full and hands out its summary, for the console.
   * Rejects with an Error whose message is a sentence, or with an AbortError. */
  async runForConsole(spec: RunSpec): Promise<RunSummary> {
    setSettings(spec);
    return this.attempt(spec, { onBegun: () => pushRun(spec), onShown: followNewest });
  }

  cancel(): void {
    this.session.cancel();
  }

  /** Runs what a panel is about. */
  runPanel(panel: MainPanel): Promise<void> {
    switch (panel) {
      case 'figure':
        return this.runSettings();
      case 'race':
        return this.runRace();
      case 'quality':
        return this.runQuality();
      case 'labs':
        return this.runLab();
    }
  }

  /** Cancels what a panel is running. */
  cancelPanel(panel: MainPanel): void {
    if (this.looksAtRun(panel)) this.cancel();
    else if (panel !== 'figure') this[panel].cancel();
  }

  /** Runs the lanes of the race that have no result yet. */
  async runRace(): Promise<void> {
    await this.race.run().catch(saidAloud);
  }

  /** Runs what the comparison of quality has no result of yet. */
  async runQuality(): Promise<void> {
    await this.quality.run().catch(saidAloud);
  }

  /** Makes the runs of the lab that is open which have no result yet; where it looks at the figure, the figure's. */
  async runLab(): Promise<void> {
    if (!looksAtFigure()) return this.labs.run().catch(saidAloud);
    this.labs.cancel();
    const { spec } = useSettings.getState();
    const shown = this.session.trace?.outcome != null && sameJson(spec, this.shownSpec);
    if (spec === null || shown || sameJson(spec, this.session.runningSpec)) return;
    await this.attempt(spec, { reduce: true }).catch(told);
  }

  /** Whether a panel shows the run of the figure, and is moved by its cursor. */
  looksAtRun(panel: MainPanel): boolean {
    return panel === 'figure' || (panel === 'labs' && looksAtFigure());
  }

  private async begin(spec: RunSpec, reduce: boolean): Promise<void> {
    await this.attempt(spec, { reduce, onBegun: () => pushRun(spec), onShown: followNewest }).catch(told);
  }

  /** Runs a spec; a run that comes to nothing leaves the reader where they were in the run before. */
  private async attempt(spec: RunSpec, options: SessionRunOptions): Promise<RunSummary> {
    this.returnToPlace();
    this.attempts++;
    const attempt = this.attempts;
    try {
      return await this.session.run(spec, {
        ...options,
        onShown: () => {
          const { record, node } = useCursor.getState();
          this.place = { record, node };
          options.onShown?.();
        },
      });
    } catch (error) {
      if (attempt === this.attempts) this.returnToPlace();
      throw error;
    } finally {
      if (attempt === this.attempts) this.place = null;
    }
  }

  private returnToPlace(): void {
    if (this.place) useCursor.setState({ ...this.place, playing: false });
    this.place = null;
  }
}

function followNewest(): void {
  useCursor.setState({ record: null, node: null, playing: false });
}

/** Says a failure that is no run's on the page. */
function saidAloud(error: unknown): void {
  useRun.setState({ message: sentenceOf(error) });
}

/** A failure is in the run store already, as a sentence; a cancelled run is none. */
function told(): void {}
