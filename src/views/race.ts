// The race: how far the parallel and the sequential sampler have got after the same number of network calls, as two
// lanes. A pure function of a trace and a cursor.

import { producedNode, type Trace } from '../core/trace';
import { contains, type Rectangle } from './geometry';
import { formatCount, formatShare } from './numbers';
import { line, NARROW, text, textWidth } from './plot-frame';
import type { Mark, Palette } from './scene';
import { networkCalls, runWord } from './sentences';
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

function lanesOf(trace: Trace, record: number, palette: Palette): readonly Lane[] {
  const current = recordOf(trace, record);
  const total = trace.plan.totalNodes;
  const clock = current?.clock ?? 0;
  const index = Math.min(Math.max(0, record), trace.rounds.length - 1);
  const finished = finishedNodes(trace, index);
  const reached = current ? producedNode(current, current.count - 1) : 0;
  const needs = trace.outcome ? (trace.rounds.at(-1)?.clock ?? null) : null;
  return [
    { name: runWord(trace), colour: palette.parallel, finished, inFlight: Math.min(total, reached), needs },
    {
      name: 'sequential',
      colour: palette.sequential,
      finished: Math.min(clock, total),
      inFlight: Math.min(clock + 1, total),
      needs: total,
    },
  ];
}

function laneMarks(lane: Lane, place: Rectangle, total: number, { width, palette }: ViewInput): Mark[] {
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
  const share = formatShare(lane.finished / total);
  const needs = lane.needs === null ? '' : `, needs ${formatCount(lane.needs)} calls`;
  const counted = `${formatCount(lane.finished)} of ${formatCount(total)}${needs}`;
  const words = width < NARROW ? (done ? 'finished' : share) : done ? `finished${needs}` : counted;
  marks.push(text(end + 8, middle, words, done ? palette.ink : palette.muted, { baseline: 'middle' }));
  return marks;
}

export const race: View = {
  name: 'race',
  title: 'Nodes finished after the same number of network calls',
  scene: (input) => {
    const { trace, cursor, width, height, palette } = input;
    const { lanes } = layoutOf(input);
    const clock = recordOf(trace, cursor.record)?.clock ?? 0;
    const words = `after ${networkCalls(clock)}`;
    const x = lanes[0]?.x ?? 0;
    const marks: Mark[] = [text(x, 2, words, palette.ink, { baseline: 'top' })];
    const flightKey = x + textWidth(words) + 24;
    if (width >= NARROW) {
      marks.push({ kind: 'rect', x: flightKey, y: 4, width: 12, height: LANE, fill: palette.parallel, opacity: 0.28 });
      marks.push(text(flightKey + 17, 2, 'nodes in flight', palette.muted, { baseline: 'top' }));
    }
    lanesOf(trace, cursor.record, palette).forEach((lane, index) => {
      const place = lanes[index];
      if (place) marks.push(...laneMarks(lane, place, trace.plan.totalNodes, input));
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
  table: (trace) => ({
    columns: ['network calls', 'nodes finished, parallel', 'nodes finished, sequential'],
    rows: trace.rounds
      .map((record, index) => [
        record.clock,
        finishedNodes(trace, index),
        Math.min(record.clock, trace.plan.totalNodes),
      ])
      .filter((row, index, rows) => row[0] !== rows[index + 1]?.[0]),
  }),
  summary: (trace) => {
    const last = trace.rounds.length - 1;
    const clock = trace.rounds[last]?.clock ?? 0;
    const total = formatCount(trace.plan.totalNodes);
    const parallel = finishedNodes(trace, last);
    const finished = parallel === trace.plan.totalNodes ? `all ${total}` : `${formatCount(parallel)} of ${total}`;
    const sampler = runWord(trace) === 'parallel' ? 'the parallel sampler' : runWord(trace);
    return `After ${networkCalls(clock)} ${sampler} has finished ${finished} nodes and the sequential sampler ${formatCount(Math.min(clock, trace.plan.totalNodes))}.`;
  },
};
