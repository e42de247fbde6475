// The figure beside a chapter as files for its print sheet: what the page shows at present, on white paper, without what is hidden until
// a question is answered.

import type { Controller } from '../../state/controller';
import { resolveCursor, useCursor } from '../../state/cursor';
import { useRace } from '../../state/race';
import { useStory } from '../../state/story-reader';
import type { StoryScene } from '../../story/chapter';
import { views } from '../../views';
import { labViews } from '../../views/labs';
import { lightPalette } from '../../views/palette';
import { raceCurvesScene } from '../../views/race-curves';
import { lanesHeight, raceScene, raceSentence } from '../../views/race-lanes';
import type { Scene } from '../../views/scene';
import { sceneToSvg } from '../../views/svg';
import type { View } from '../../views/view';
import type { Words } from '../../words';
import { shownRace } from '../race-picture';

/** Sizes of the pictures, CSS pixels: a page of A4 or Letter is about 660 wide between its margins. */
const SIZES = {
  stage: { width: 300, height: 312 },
  plot: { width: 640, height: 190 },
  lab: { width: 640, height: 380 },
  curves: { width: 640, height: 200 },
} as const;

/** A picture of a sheet. */
export interface SheetFigure {
  readonly title: string;
  /** The result in a sentence. */
  readonly description: string;
  readonly svg: string;
  readonly width: number;
}

function figureOf(title: string, description: string, scene: Scene): SheetFigure {
  const background = lightPalette.paper;
  return { title, description, svg: sceneToSvg(scene, { title, description, background }), width: scene.width };
}

/** The pictures of what stands beside the text; none before its run. */
export function sheetFigures(controller: Controller, scene: StoryScene, words: Words): readonly SheetFigure[] {
  switch (scene.panel) {
    case 'figure':
      return runFigures(controller, words);
    case 'labs': {
      const { points, plan } = controller.labs.knowledge();
      const view = labViews[plan.name];
      const data = { points, settings: plan.settings, words };
      if (points.length === 0 || plan.name !== scene.lab) return [];
      const drawn = view.scene({ ...data, ...SIZES.lab, palette: lightPalette });
      return [figureOf(view.title(words), view.sentence(data), drawn)];
    }
    case 'race': {
      const { picture, position } = shownRace(controller, words);
      if (picture.lanes.every(({ trace }) => trace === null)) return [];
      const { width } = SIZES.curves;
      const sentence = raceSentence(picture, words);
      const lanes = {
        ...picture,
        palette: lightPalette,
        words,
        width,
        height: lanesHeight(picture.lanes.length, width),
      };
      const { clock } = useRace.getState();
      return [
        figureOf(words.views.raceLanes.title, sentence, raceScene(lanes)),
        figureOf(
          words.views.raceCurves.title,
          sentence,
          raceCurvesScene({ ...lanes, ...SIZES.curves, clock, position }),
        ),
      ];
    }
  }
}

function runFigures({ session }: Controller, words: Words): readonly SheetFigure[] {
  const { trace } = session;
  if (!trace || trace.rounds.length === 0) return [];
  const hidden = useStory.getState().veils.includes('plots');
  const cursor = resolveCursor(trace, useCursor.getState());
  const pictureOf = (view: View, size: (typeof SIZES)[keyof typeof SIZES]) =>
    figureOf(
      view.title(words),
      view.summary(trace, words),
      view.scene({ trace, cursor, ...size, palette: lightPalette, words }),
    );
  const stages = [pictureOf(views.stage, SIZES.stage), pictureOf(views.sequentialStage, SIZES.stage)];
  if (hidden) return stages;
  return [...stages, pictureOf(views.convergence, SIZES.plot), pictureOf(views.heatmap, SIZES.plot)];
}
