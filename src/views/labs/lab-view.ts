// The face of a lab's drawing: pure functions from points to a scene, a table and a sentence. It knows nothing of how runs are
// made. A new drawing is one file and one line in `index.ts`.

import type { LabSettings } from '../../core/labs/controls';
import type { LabPoint } from '../../core/labs/lab';
import type { Words } from '../../words';
import type { Palette, Scene } from '../scene';
import type { Table } from '../view';

/** What a drawing is made of. */
export interface LabData<Settings = LabSettings, Point = LabPoint> {
  readonly points: readonly Point[];
  readonly settings: Settings;
  readonly words: Words;
}

/** What the reader has said before the curves are shown. */
export interface Prediction {
  /** The value that was picked; null while none is. */
  readonly pick: number | null;
  /** Whether the curves are shown. */
  readonly revealed: boolean;
}

export interface LabSceneInput<Settings = LabSettings, Point = LabPoint> extends LabData<Settings, Point> {
  readonly width: number;
  readonly height: number;
  readonly palette: Palette;
  /** Absent where there is nothing to predict: all is shown. */
  readonly prediction?: Prediction;
}

/** Methods are written as such so that drawings of labs with different settings fit one registry. */
export interface LabView<Settings = LabSettings, Point = LabPoint> {
  readonly name: string;
  title(words: Words): string;
  scene(input: LabSceneInput<Settings, Point>): Scene;
  /** The points as a table, one row a run. */
  table(data: LabData<Settings, Point>): Table;
  /** The result, computed from the points. For captions and screen readers. */
  sentence(data: LabData<Settings, Point>): string;
}
