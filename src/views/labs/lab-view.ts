// The face of a lab's drawing: pure functions from points to a scene, a table and a sentence. It knows nothing of how runs are
// made. A new drawing is one file and one line in `index.ts`.

import type { LabSettings } from '../../core/labs/controls';
import type { LabPoint } from '../../core/labs/lab';
import type { Trace } from '../../core/trace';
import type { Words } from '../../words';
import type { RaceClock } from '../race-curves';
import type { Palette, Scene } from '../scene';
import type { Cursor, Table } from '../view';

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
  /** The run that is looked at, also while it goes on; absent: that of the points, at its end. */
  readonly shown?: { readonly trace: Trace; readonly cursor: Cursor };
  /** The clock of a race; absent where the first lane finishes. */
  readonly clock?: LabClock;
}

/** A place of the clock of a race. */
export interface LabClock {
  readonly kind: RaceClock;
  /** Network calls or milliseconds; null for when the first lane finishes. */
  readonly position: number | null;
  /** Largest error with which a node agrees with the sequential solution. */
  readonly tolerance: number;
}

/** Methods are written as such so that drawings of labs with different settings fit one registry. */
export interface LabView<Settings = LabSettings, Point = LabPoint> {
  readonly name: string;
  title(words: Words): string;
  scene(input: LabSceneInput<Settings, Point>): Scene;
  /** Height in CSS pixels for a width, where the drawing sets it. */
  heightOf?(width: number): number;
  /** The points as a table, one row a run. */
  table(data: LabData<Settings, Point>): Table;
  /** The result, computed from the points. For captions and screen readers. */
  sentence(data: LabData<Settings, Point>): string;
}
