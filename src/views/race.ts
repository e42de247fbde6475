// The race: how far the parallel and the sequential sampler have got after the same number of network calls, as two
// lanes. A pure function of a trace and a cursor.

import { producedNode } from '../core/trace';
import type { Words } from '../words';
import { contains, type Rectangle } from './geometry';
import { formatCount, formatShare } from './numbers';
import { line, NARROW, text, textWidth } from './plot-frame';
import type { Mark } from './scene';
import { networkCalls, runWord, samplerOf } from './sentences';
import { finishedNodes, recordOf } from './trace-lookup';
import type { View, ViewInput } from './view';

const LANE = 8;

interface Lane {
  readonly name: string;
  readonly colour: string;
  /** Nodes that are final, and the end of those that the call works on. */
  readonly finished: number;
  readonly inFlight: number;
  /** Calls that the whole path takes, when known. */
  readonly needs: number | null;
}

function layoutOf({ width, height }: ViewInput): { readonly lanes: readonly Rectangle[]; readonly words: number } {
  const left = width < NARROW ? 66 : 74;
  const right = width < NARROW ? 70 : 190;
  const words = 16;
  const row = (height - words) / 2;
  const lane = (index: number) => ({
    x: left,
    y: words + row * (index + 0.5) - LANE / 2,
    width: Math.max(1, width - left - right),
    height: LANE,
  });
  return { lanes: [lane(0), lane(1)], words };
}

function lanesOf({ trace, cursor: { record }, palette, words }: ViewInput): readonly Lane[] {
  const current = recordOf(trace, record);
  const total = trace.plan.totalNodes;
  const clock = current?.clock ?? 0;
  const index = Math.min(Math.max(0, record), trace.rounds.length - 1);
  const finished = finishedNodes(trace, index);
  const reached = current ? producedNode(current, current.count - 1) : 0;
  const needs = trace.outcome ? (trace.rounds.at(-1)?.clock ?? null) : null;
  return [
    { name: runWord(trace, words), colour: palette.parallel, finished, inFlight: Math.min(total, reached), needs },
    {
      name: words.views.sequential,
      colour: palette.sequential,
      finished: Math.min(clock, total),
      inFlight: Math.min(clock + 1, total),
      needs: total,
    },
  ];
}

function laneMarks(lane: Lane, place: Rectangle, { trace, width, palette, words }: ViewInput): Mark[] {
  const total = trace.plan.totalNodes;
  const { x, y, height } = place;
  const middle = y + height / 2;
  const at = (nodes: number) => x + (place.width * nodes) / total;
  const end = at(total);
  const done = lane.finished >= total;
  const marks: Mark[] = [
    line(
      [
        [x, middle],
        [end, middle],
      ],
      palette.hairline,
    ),
    text(x - 8, middle, lane.name, lane.colour, { anchor: 'end', baseline: 'middle' }),
    line(
      [
        [end, y - 4],
        [end, y + height + 4],
      ],
      done ? lane.colour : palette.muted,
      done ? 2 : 1,
    ),
  ];
  if (!done && lane.inFlight > lane.finished) {
    const from = at(lane.finished);
    const flight = at(lane.inFlight) - from;
    marks.push({ kind: 'rect', x: from, y, width: flight, height, fill: lane.colour, opacity: 0.28 });
  }
  if (lane.finished > 0) marks.push({ kind: 'rect', x, y, width: at(lane.finished) - x, height, fill: lane.colour });
  const said = width < NARROW ? shortStanding(lane, total, words) : standing(lane, total, words);
  marks.push(text(end + 8, middle, said, done ? palette.ink : palette.muted, { baseline: 'middle' }));
  return marks;
}

function shortStanding({ finished }: Lane, total: number, words: Words): string {
  return finished >= total ? words.views.race.finished : formatShare(finished / total);
}

/** What a lane has done and what it needs, as far as that is known. */
function standing(lane: Lane, total: number, words: Words): string {
  const said = words.views.race;
  const needs = lane.needs === null ? null : formatCount(lane.needs);
  if (lane.finished >= total) return needs === null ? said.finished : said.finishedNeeding(needs);
  const counts = [formatCount(lane.finished), formatCount(total)] as const;
  return needs === null ? said.counted(...counts) : said.countedNeeding(...counts, needs);
}

export const race: View = {
  name: 'race',
  title: (words) => words.views.race.title,
  scene: (input) => {
    const { trace, cursor, width, height, palette, words } = input;
    const said = words.views.race;
    const { lanes } = layoutOf(input);
    const clock = recordOf(trace, cursor.record)?.clock ?? 0;
    const after = said.after(networkCalls(clock, words));
    const x = lanes[0]?.x ?? 0;
    const marks: Mark[] = [text(x, 2, after, palette.ink, { baseline: 'top' })];
    const flightKey = x + textWidth(after) + 24;
    // A run of the sequential sampler would stand beside itself.
    const first = trace.plan.spec.method.kind === 'sequential' ? 1 : 0;
    if (width >= NARROW) {
      const fill = first === 1 ? palette.sequential : palette.parallel;
      marks.push({ kind: 'rect', x: flightKey, y: 4, width: 12, height: LANE, fill, opacity: 0.28 });
      marks.push(text(flightKey + 17, 2, said.inFlight, palette.muted, { baseline: 'top' }));
    }
    lanesOf(input).forEach((lane, index) => {
      const place = lanes[index];
      if (place && index >= first) marks.push(...laneMarks(lane, place, input));
    });
    return { width, height, marks };
  },
  cursorAt: (input, x, y) => {
    const { trace } = input;
    const place = layoutOf(input).lanes.findIndex((lane) =>
      contains({ ...lane, y: lane.y - 8, height: lane.height + 16 }, x, y),
    );
    const lane = layoutOf(input).lanes[place];
    if (!lane || trace.rounds.length === 0) return null;
    const nodes = Math.round(((x - lane.x) / lane.width) * trace.plan.totalNodes);
    const reached = trace.rounds.findIndex((record, index) =>
      place === 0 ? finishedNodes(trace, index) >= nodes : record.clock >= nodes,
    );
    return { record: reached < 0 ? trace.rounds.length - 1 : reached, node: nodes };
  },
  table: (trace, words) => ({
    columns: words.views.race.columns,
    rows: trace.rounds
      .map((record, index) => [
        record.clock,
        finishedNodes(trace, index),
        Math.min(record.clock, trace.plan.totalNodes),
      ])
      .filter((row, index, rows) => row[0] !== rows[index + 1]?.[0]),
  }),
  summary: (trace, words) => {
    const said = words.views.race;
    const { totalNodes } = trace.plan;
    const last = trace.rounds.length - 1;
    const clock = trace.rounds[last]?.clock ?? 0;
    const total = formatCount(totalNodes);
    const parallel = finishedNodes(trace, last);
    return said.summary(
      networkCalls(clock, words),
      said.samplers[samplerOf(trace)],
      parallel === totalNodes ? said.all(total) : said.counted(formatCount(parallel), total),
      formatCount(Math.min(clock, totalNodes)),
    );
  },
};
