// The face of a view: a pure function from a trace and a cursor to a scene, with its data as a table and its result in a
// sentence. A new view is one file and one line in `index.ts`.

import type { Trace } from '../core/trace';
import type { Words } from '../words';
import type { Palette, Scene } from './scene';

/** The one cursor that all views share. */
export interface Cursor {
  /** Index into `trace.rounds`. */
  readonly record: number;
  /** 0..L */
  readonly node: number;
}

export interface ViewInput {
  readonly trace: Trace;
  readonly cursor: Cursor;
  readonly width: number;
  readonly height: number;
  readonly palette: Palette;
  readonly words: Words;
}

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

export interface View {
  readonly name: string;
  title(words: Words): string;
  scene(input: ViewInput): Scene;
  /** The cursor under a point of the scene, or null outside of its axes. */
  cursorAt(input: ViewInput, x: number, y: number): Cursor | null;
  table(trace: Trace, words: Words): Table;
  /** One sentence that states the result, computed from the data. */
  summary(trace: Trace, words: Words): string;
}
