// What is known of the scenes of the story: read off the run, the lab or the race that stands beside the text, and remembered while the
// reader looks at another scene of the chapter.

import { create } from 'zustand';
import { raceLanes } from '../../core/labs/race';
import { parseSpec } from '../../core/parse-spec';
import { FINISH_TOLERANCE, laneSpec } from '../../core/race';
import { laneResult } from '../../core/race-result';
import type { RunSpec } from '../../core/spec';
import type { Controller } from '../../state/controller';
import { sameJson } from '../../state/json';
import { type LabPlan, labPlan, useLabs } from '../../state/labs';
import type { LabKnowledge } from '../../state/labs-runner';
import { useRace } from '../../state/race';
import { useRun } from '../../state/run';
import { isSlow } from '../../state/sweep-runner';
import { type Evidence, NO_EVIDENCE, type StoryScene } from '../../story/chapter';
import { useController } from '../context';

/** Scenes that are remembered: those of some chapters. Traces of the story are small. */
const REMEMBERED = 12;

const remembered = new Map<string, Evidence>();

/** Grows when a scene is remembered that is not shown. */
const useRemembered = create<{ readonly version: number }>(() => ({ version: 0 }));

/** Keeps what is known of a scene; the one that was looked at longest ago makes room. */
function keep(scene: StoryScene, evidence: Evidence): void {
  const key = JSON.stringify(scene);
  remembered.delete(key);
  remembered.set(key, evidence);
  for (const oldest of remembered.keys()) {
    if (remembered.size <= REMEMBERED) break;
    remembered.delete(oldest);
  }
}

/** Keeps what is known of a scene that is not shown, and tells those who say its numbers. */
export function remember(scene: StoryScene, evidence: Evidence): void {
  keep(scene, evidence);
  useRemembered.setState(({ version }) => ({ version: version + 1 }));
}

/** Whether the run of a scene is the one that the figure shows, and finished. */
export function isShown({ session, shownSpec }: Controller, spec: object): boolean {
  return session.trace?.outcome != null && sameJson(shownSpec, spec);
}

/** What the points of a lab say. */
export function labEvidence({ points, plan }: LabKnowledge): Evidence {
  const claims = plan.lab.claims(points, plan.settings);
  return { ...NO_EVIDENCE, lab: { points, settings: plan.settings, claims } };
}

/** The runs of the race of a scene. */
export function lanesOf({ spec }: StoryScene & { readonly panel: 'race' }): RunSpec[] {
  return raceLanes(spec).map((lane) => parseSpec(laneSpec(spec, lane)));
}

/** What the lanes of a race come to, by the tolerance that the story speaks of. */
export function raceEvidence({ race }: Controller, scene: StoryScene & { readonly panel: 'race' }): Evidence {
  const lanes = lanesOf(scene).map((spec) => {
    const trace = race.outcome(spec)?.result;
    return trace ? laneResult(trace, FINISH_TOLERANCE) : null;
  });
  return { ...NO_EVIDENCE, lanes };
}

/** What the lab of a scene runs on this device. */
export function planOfScene({ lab, settings }: StoryScene & { readonly panel: 'labs' }): LabPlan {
  return labPlan(lab, settings, isSlow());
}

/** What is known at present of the scene that is shown; null while it is not shown, or not run. */
function evidenceOf(controller: Controller, scene: StoryScene): Evidence | null {
  switch (scene.panel) {
    case 'figure':
      return isShown(controller, scene.spec) ? { ...NO_EVIDENCE, trace: controller.session.trace } : null;
    case 'labs': {
      const { lab: name, settings } = useLabs.getState();
      if (name !== scene.lab || !sameJson(settings[name], scene.settings)) return null;
      return labEvidence(controller.labs.knowledge());
    }
    case 'race': {
      return sameJson(controller.race.plan().full, scene.spec) ? raceEvidence(controller, scene) : null;
    }
  }
}

/** What is known of a scene, from now or from before. */
export function knownOf(controller: Controller, scene: StoryScene): Evidence {
  const now = evidenceOf(controller, scene);
  if (now === null) return remembered.get(JSON.stringify(scene)) ?? NO_EVIDENCE;
  keep(scene, now);
  return now;
}

/** Whether all runs of a scene have been made. */
export function isComplete(controller: Controller, scene: StoryScene): boolean {
  const { trace, lab, lanes } = knownOf(controller, scene);
  switch (scene.panel) {
    case 'figure':
      return trace !== null;
    case 'labs':
      return lab !== null && controller.labs.knowledge(planOfScene(scene)).missing === 0;
    case 'race':
      return lanes?.every((lane) => lane !== null) ?? false;
  }
}

/** {@link knownOf} as a hook: whatever may change it renders anew. */
export function useKnown(): (scene: StoryScene) => Evidence {
  const controller = useController();
  useRemembered();
  useRun(({ finished, version }) => finished && version);
  useRun((state) => state.backend);
  useLabs((state) => state.version);
  useLabs((state) => state.lab);
  useLabs((state) => state.settings);
  useRace((state) => state.version);
  useRace((state) => state.lanes);
  return (scene) => knownOf(controller, scene);
}
