// Lab: the two axes of a parallel run, noise time and rounds. It looks at the run that the figure shows: up to where the path is exact
// after each round, and how much faster agreement with the sequential path advances.

import { agreementOf, type FrontsAt, frontsOf, segmentRanges, toleranceFrontSlope } from '../fronts';
import { producedNode, type Trace } from '../trace';
import { choiceOf, type SettingsOf } from './controls';
import { type Claim, type Lab, type LabPoint, verdictOf } from './lab';
import { finiteOrNull } from './run-numbers';

const controls = {
  /** Particles whose paths are drawn; a narrow drawing has fewer. */
  paths: choiceOf([1, 2, 3, 6], 6),
} as const;

export type TwoAxesSettings = SettingsOf<typeof controls>;

/** What rounding in float32 may leave of an error over some hundred steps; what a tolerance leaves is ten times as much and more. */
const ROUNDING = 1e-4;

/** The fronts after a record. */
export type TwoAxesRound = { readonly call: number } & FrontsAt;

export type TwoAxesMeasured = {
  readonly steps: number;
  /** Error up to which a node agrees. */
  readonly tolerance: number;
  /** Mean advance of agreement, nodes per round. */
  readonly slope: number | null;
  /** Largest error that a node had behind the exact front of the first segment, whose start is the sequential one's, and the rounds
   * of that segment. Null where a method makes no node exact by construction, or where an error was not finite. */
  readonly exactError: number | null;
  readonly exactRounds: number;
  /** Where agreement was furthest ahead of exactness, in the same rounds: in a later segment it always is. */
  readonly lead: TwoAxesRound;
  readonly fronts: readonly TwoAxesRound[];
};
export type TwoAxesPoint = LabPoint<{ readonly run: 'shown' }, TwoAxesMeasured>;

/** Largest error of the nodes behind the exact front in the first segment. */
function exactErrorOf(trace: Trace, fronts: readonly FrontsAt[], end: number): number | null {
  // What a window has passed is final, and no more exact than its tolerance.
  if (trace.plan.schedule.kind === 'window') return null;
  let largest: number | null = null;
  trace.rounds.slice(0, end).forEach((record, index) => {
    for (let i = 0; i < record.count; i++) {
      if (producedNode(record, i) > (fronts[index]?.exact ?? 0)) continue;
      const error = trace.nodeError[record.offset + i] ?? Number.NaN;
      largest = error <= (largest ?? 0) ? (largest ?? 0) : error;
    }
  });
  return largest === null ? null : finiteOrNull(largest);
}

function measure(trace: Trace): TwoAxesMeasured {
  const fronts = frontsOf(trace);
  const rounds = trace.rounds.map(({ clock }, index) => ({ call: clock, ...(fronts[index] ?? NOWHERE) }));
  const end = segmentRanges(trace)[0]?.end ?? 0;
  const tolerance = agreementOf(trace);
  const ahead = ({ agreeing, exact }: FrontsAt) => agreeing - exact;
  return {
    steps: trace.plan.totalNodes,
    tolerance,
    slope: finiteOrNull(toleranceFrontSlope(trace, tolerance)),
    exactError: exactErrorOf(trace, fronts, end),
    exactRounds: trace.rounds.slice(0, end).filter(({ isStart }) => !isStart).length,
    lead: rounds
      .slice(0, end)
      .reduce((best, round) => (ahead(round) > ahead(best) ? round : best), { call: 0, ...NOWHERE }),
    fronts: rounds,
  };
}

const NOWHERE: FrontsAt = { exact: 0, agreeing: 0 };

function claims(points: readonly TwoAxesPoint[]): Claim[] {
  const measured = points[0]?.measured;
  const { exactError = null, exactRounds = null, tolerance = null, slope = null, lead } = measured ?? {};
  return [
    {
      name: 'firstNodesExact',
      verdict: verdictOf([exactError], (error) => error <= ROUNDING),
      numbers: { error: exactError, rounds: exactRounds },
    },
    {
      name: 'agreementAhead',
      verdict: verdictOf([lead?.exact, lead?.agreeing], (exact, agreeing) => agreeing > exact),
      // Nowhere ahead, there is no such call.
      numbers: {
        call: lead && lead.agreeing > lead.exact ? lead.call : null,
        exact: lead?.exact ?? null,
        agreeing: lead?.agreeing ?? null,
        tolerance,
      },
    },
    {
      name: 'agreementFaster',
      verdict: verdictOf([slope], (nodes) => nodes > 1),
      numbers: { slope },
    },
  ];
}

export const twoAxes: Lab<TwoAxesSettings, { readonly run: 'shown' }, TwoAxesMeasured> = {
  name: 'two-axes',
  controls,
  unused: () => [],
  looksAtFigure: true,
  runs: () => [],
  reduced: (settings) => settings,
  measure,
  keep: (trace) => trace,
  claims,
  shipped: () => null,
};
