// What a run costs, as bars: one row a part, the parallel sampler over the sequential one, on one scale of time. A pure function of a
// profile.

import type { CostProfile } from '../core/cost-profile';
import type { Words } from '../words';
import { type CostRow, costRows, type Sampler, toldTime } from './cost-parts';
import { fitted } from './lane-colours';
import { formatCount } from './numbers';
import { keyMarks, line, NARROW, text, textWidth } from './plot-frame';
import type { Mark, Palette, Scene } from './scene';

export interface CostSceneInput {
  readonly profile: CostProfile;
  readonly width: number;
  readonly palette: Palette;
  readonly words: Words;
}

const KEY_ROW = 24;
const HEADING_ROW = 24;
const BAR = 9;
/** From one bar to the next of a row, and from one row to the next. */
const BAR_STEP = 11;
const ROW_GAP = 9;
const VALUE_SIZE = 10;

const rowHeight = ({ values }: CostRow) => values.length * BAR_STEP + ROW_GAP;

/** Rows under their headings. */
function groupsOf({ profile, words }: Pick<CostSceneInput, 'profile' | 'words'>) {
  const { passes, run } = costRows(profile);
  const { headings } = words.cost;
  return [
    { heading: headings.passes, rows: passes },
    { heading: headings.run, rows: run },
  ].filter(({ rows }) => rows.length > 0);
}

/** Height of the drawing, CSS pixels. */
export function costBarsHeight(profile: CostProfile, words: Words): number {
  return groupsOf({ profile, words }).reduce(
    (sum, { rows }) => sum + HEADING_ROW + rows.reduce((height, row) => height + rowHeight(row), 0),
    KEY_ROW,
  );
}

/** The bars as a scene, as high as `costBarsHeight` says. */
export function costBarsScene(input: CostSceneInput): Scene {
  const { profile, width, palette, words } = input;
  const groups = groupsOf(input);
  const { parts, samplers, dispatches } = words.cost;
  const isNarrow = width < NARROW;
  const colours: Readonly<Record<Sampler, string>> = { parallel: palette.parallel, sequential: palette.sequential };
  const rows = groups.flatMap((group) => group.rows);
  const values = rows.flatMap((row) => row.values);
  const longest = Math.max(1e-9, ...values.map(({ milliseconds }) => milliseconds));
  const written = (value: (typeof values)[number]) =>
    value.dispatches === null || isNarrow
      ? toldTime(value)
      : `${toldTime(value)} · ${dispatches(formatCount(value.dispatches))}`;
  const left = Math.min(0.42 * width, Math.max(...rows.map(({ part }) => textWidth(parts[part])))) + 10;
  const right = width - Math.max(...values.map((value) => textWidth(written(value), VALUE_SIZE))) - 8;
  const scale = Math.max(1, right - left) / longest;
  const key = (['parallel', 'sequential'] as const).map((sampler) => ({
    name: samplers[sampler],
    stroke: colours[sampler],
    width: BAR - 2,
  }));
  const marks: Mark[] = keyMarks(0, width, KEY_ROW / 2 - 4, key, palette);
  let y = KEY_ROW;
  for (const group of groups) {
    marks.push(text(0, y + HEADING_ROW / 2, fitted(group.heading, width), palette.muted, { baseline: 'middle' }));
    y += HEADING_ROW;
    const top = y;
    for (const row of group.rows) {
      const middle = y + (row.values.length * BAR_STEP) / 2;
      const name = fitted(parts[row.part], left - 8);
      marks.push(text(left - 8, middle, name, palette.ink, { anchor: 'end', baseline: 'middle' }));
      row.values.forEach((value, index) => {
        const at = y + index * BAR_STEP + 1;
        const isTold = value.milliseconds >= value.least;
        const length = scale * value.milliseconds;
        // What cannot be told from nothing has no bar.
        if (isTold)
          marks.push({ kind: 'rect', x: left, y: at, width: length, height: BAR, fill: colours[value.sampler] });
        marks.push(
          text(left + (isTold ? length : 0) + 6, at + BAR / 2, written(value), palette.muted, {
            baseline: 'middle',
            size: VALUE_SIZE,
          }),
        );
      });
      y += rowHeight(row);
    }
    marks.push(
      line(
        [
          [left, top - 2],
          [left, y - ROW_GAP + 2],
        ],
        palette.hairline,
      ),
    );
  }
  return { width, height: costBarsHeight(profile, words), marks };
}
