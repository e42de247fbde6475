// The face of a lab: one figure with few controls that shows one claim of the theory, from runs. A lab is data and pure functions:
// its controls, the runs that they ask for, what is kept of a run, and what the kept numbers prove. It knows nothing of how runs
// are made, and nothing of pictures and words.

import type { RunSpec } from '../spec';
import type { Trace } from '../trace';
import { type LabControls, type LabSettings, parseSettings } from './controls';

/** Where a run stands in the figure, such as `{"blocks": 8}`. */
export type LabPlace = Readonly<Record<string, string | number>>;

/** What is kept of a run: plain JSON. Numbers that are not finite are null. */
export type LabMeasured = Readonly<Record<string, unknown>>;

/** A run that a lab asks for. */
export interface LabRun<Place extends LabPlace = LabPlace> {
  readonly place: Place;
  readonly spec: RunSpec;
}

/** A run that was made: on this device, or before and delivered with the page. */
export interface LabPoint<Place extends LabPlace = LabPlace, Measured extends LabMeasured = LabMeasured> {
  readonly place: Place;
  readonly measured: Measured;
  readonly origin: 'device' | 'shipped';
  /** The run itself, of labs that draw it. */
  readonly trace?: Trace;
}

/** What a run came to. */
export type LabResult<Measured extends LabMeasured = LabMeasured> = Pick<
  LabPoint<LabPlace, Measured>,
  'measured' | 'trace'
>;

/** Numbers of a claim, by name; null for those that are not known or not finite. */
export type ClaimNumbers = Readonly<Record<string, number | null>>;

/** A statement of the theory and what the points say of it: computed, never asserted. */
export interface Claim {
  readonly name: string;
  /** Null while too few points are known. */
  readonly verdict: boolean | null;
  /** The numbers that prove it. */
  readonly numbers: ClaimNumbers;
}

/** Points that come with the page, and where they were measured. */
export interface ShippedPoints<Point> {
  /** What measured them, for people: `float64 on the CPU`. */
  readonly backend: string;
  /** The command that makes them. */
  readonly command: string;
  readonly points: readonly Point[];
}

/** Methods are written as such so that labs with different settings fit one registry. */
export interface Lab<
  Settings extends LabSettings = LabSettings,
  Place extends LabPlace = LabPlace,
  Measured extends LabMeasured = LabMeasured,
> {
  readonly name: string;
  readonly controls: LabControls;
  /** Controls that are of no consequence with the others as they are. */
  unused(settings: Settings): readonly string[];
  /** Whether it looks at the run that the figure of the page shows, and makes none of its own. */
  readonly looksAtFigure?: true;
  /** The runs of the figure, a coarse picture first. */
  runs(settings: Settings): readonly LabRun<Place>[];
  /** The settings for a device without a GPU: smaller until all runs together take about ten seconds there. */
  reduced(settings: Settings): Settings;
  /** What is kept of a finished run. */
  measure(trace: Trace): Measured;
  /** The part of a finished run that the drawing needs. Absent where what is measured does. */
  keep?(trace: Trace): Trace;
  /** The statements that the settings are about, in the order in which they are told. */
  claims(points: readonly LabPoint<Place, Measured>[], settings: Settings): readonly Claim[];
  /** Points that need no run; null where there are none. */
  shipped(settings: Settings): ShippedPoints<LabPoint<Place, Measured>> | null;
}

/** Expected milliseconds of all runs of a lab together where a CPU does the sampling. */
export const LAB_BUDGET = 10_000;

/**
 * Settings of a lab from outside.
 * @throws FieldError naming the setting, the value and what is allowed
 */
export function parseLabSettings<Settings extends LabSettings>(lab: Lab<Settings>, input: unknown): Settings {
  return parseSettings(lab.controls, input, `the lab "${lab.name}"`) as Settings;
}

/** What is kept of a finished run. */
export function resultOf<Measured extends LabMeasured>(
  lab: Pick<Lab<never, never, Measured>, 'measure' | 'keep'>,
  trace: Trace,
): LabResult<Measured> {
  const kept = lab.keep?.(trace);
  return { measured: lab.measure(trace), ...(kept && { trace: kept }) };
}

/** Points of some runs, in their order; runs without a result have none. */
export function pointsOf<Place extends LabPlace, Measured extends LabMeasured>(
  runs: readonly LabRun<Place>[],
  knownOf: (spec: RunSpec) => LabResult<Measured> | undefined,
): LabPoint<Place, Measured>[] {
  return runs.flatMap(({ place, spec }) => {
    const known = knownOf(spec);
    return known === undefined ? [] : [{ place, ...known, origin: 'device' }];
  });
}

/** Points of this device over those that came with the page: at the same place the device's stands. */
export function overlaid<Point extends LabPoint>(shipped: readonly Point[], device: readonly Point[]): Point[] {
  const keyOf = ({ place }: Point) =>
    JSON.stringify(Object.entries(place).sort(([one], [other]) => (one < other ? -1 : 1)));
  const own = new Set(device.map(keyOf));
  return [...shipped.filter((point) => !own.has(keyOf(point))), ...device];
}

/** The verdict of a comparison that needs some numbers: null while one of them is not known. */
export function verdictOf<Numbers extends readonly (number | null | undefined)[]>(
  numbers: Numbers,
  holds: (...known: { [Index in keyof Numbers]: number }) => boolean,
): boolean | null {
  if (numbers.some((value) => value === null || value === undefined || Number.isNaN(value))) return null;
  return holds(...(numbers as unknown as { [Index in keyof Numbers]: number }));
}
