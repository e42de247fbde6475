// What is known of the scenes of the story: read off the run, the lab or the race that stands beside the text, and remembered while the
// reader looks at another scene of the chapter.

import { laneResult } from '../../core/race-result';
import type { Controller } from '../../state/controller';
import { sameJson } from '../../state/json';
import { useLabs } from '../../state/labs';
import { useRace } from '../../state/race';
import { useRun } from '../../state/run';
import { type Evidence, NO_EVIDENCE, type StoryScene } from '../../story/chapter';
import { useController } from '../context';

/** Scenes that are remembered: those of some chapters. Traces of the story are small. */
const REMEMBERED = 12;

const remembered = new Map<string, Evidence>();

/** Whether the run of a scene is the one that the figure shows, and finished. */
export function isShown({ session, shownSpec }: Controller, spec: object): boolean {
  return session.trace?.outcome != null && sameJson(shownSpec, spec);
}

/** What is known at present of the scene that is shown; null while it is not shown, or not run. */
function evidenceOf(controller: Controller, scene: StoryScene): Evidence | null {
  switch (scene.panel) {
    case 'figure':
      return isShown(controller, scene.spec) ? { ...NO_EVIDENCE, trace: controller.session.trace } : null;
    case 'labs': {
      const { lab: name, settings } = useLabs.getState();
      if (name !== scene.lab || !sameJson(settings[name], scene.settings)) return null;
      const { points, plan } = controller.labs.knowledge();
      const claims = plan.lab.claims(points, plan.settings);
      return { ...NO_EVIDENCE, lab: { points, settings: plan.settings, claims } };
    }
    case 'race': {
      const plan = controller.race.plan();
      if (!sameJson(plan.full, scene.spec)) return null;
      const { tolerance } = useRace.getState();
      const lanes = plan.runs.map(({ spec }) => {
        const trace = spec && controller.race.outcome(spec)?.result;
        return trace ? laneResult(trace, tolerance) : null;
      });
      return { ...NO_EVIDENCE, lanes };
    }
  }
}

/** What is known of a scene, from now or from before. */
export function knownOf(controller: Controller, scene: StoryScene): Evidence {
  const key = JSON.stringify(scene);
  const now = evidenceOf(controller, scene);
  if (now === null) return remembered.get(key) ?? NO_EVIDENCE;
  remembered.delete(key);
  remembered.set(key, now);
  for (const oldest of remembered.keys()) {
    if (remembered.size <= REMEMBERED) break;
    remembered.delete(oldest);
  }
  return now;
}

/** {@link knownOf} as a hook: whatever may change it renders anew. */
export function useKnown(): (scene: StoryScene) => Evidence {
  const controller = useController();
  useRun(({ finished, version }) => finished && version);
  useRun((state) => state.backend);
  useLabs((state) => state.version);
  useLabs((state) => state.lab);
  useLabs((state) => state.settings);
  useRace((state) => state.version);
  useRace((state) => state.lanes);
  return (scene) => knownOf(controller, scene);
}
