// Controls of labs: few typed settings with defaults and what is allowed, enough for a panel to render them and for a link to
// hold them. Settings from outside are checked here. It knows no lab.

import {
  type FieldRange,
  type FieldTable,
  formatNumber,
  isObject,
  number,
  type Reader,
  readObject,
  wrong,
} from '../read-value';
import { listNames } from '../registry';

/** One control. `minor` ones are about size and seed, not about the problem. */
export type LabControl =
  | {
      readonly kind: 'choice';
      readonly values: readonly (string | number)[];
      readonly default: string | number;
      readonly minor?: boolean;
    }
  | { readonly kind: 'number'; readonly range: FieldRange; readonly default: number; readonly minor?: boolean };

/** Controls of a lab by the name of the setting. */
export type LabControls = Readonly<Record<string, LabControl>>;

/** Settings of some lab. */
export type LabSettings = Readonly<Record<string, string | number>>;

/** Settings of the lab with these controls. */
export type SettingsOf<Controls extends LabControls> = {
  readonly [Name in keyof Controls]: Controls[Name] extends { readonly values: readonly (infer Value)[] }
    ? Value
    : number;
};

/** A choice among some values. */
export function choiceOf<const Value extends string | number>(
  values: readonly Value[],
  standard: NoInfer<Value>,
  minor = false,
) {
  return { kind: 'choice', values, default: standard, minor } as const;
}

/** A number in a range. */
export function numberOf(range: FieldRange, standard: number, minor = false) {
  return { kind: 'number', range, default: standard, minor } as const;
}

/** `1, 2 or 4`, or names in quotes. */
function listValues(values: readonly (string | number)[]): string {
  const names = values.filter((value) => typeof value === 'string');
  if (names.length === values.length) return listNames(names);
  const texts = values.map((value) => (typeof value === 'number' ? formatNumber(value) : JSON.stringify(value)));
  const last = texts.pop() ?? 'nothing';
  return texts.length === 0 ? last : `${texts.join(', ')} or ${last}`;
}

function readerOf(control: LabControl): Reader<string | number> {
  if (control.kind === 'number') return number(control.range);
  return (value, field) => {
    const found = control.values.find((candidate) => candidate === value);
    if (found === undefined) throw wrong(field, value, `is ${listValues(control.values)}`);
    return found;
  };
}

/** The settings of a lab where nothing is chosen. */
export function defaultsOf<Controls extends LabControls>(controls: Controls): SettingsOf<Controls> {
  const entries = Object.entries(controls).map(([name, control]) => [name, control.default]);
  return Object.fromEntries(entries) as SettingsOf<Controls>;
}

/**
 * Complete, valid settings of whatever was given; those that are absent have their defaults.
 * @param input a JSON value
 * @param owner what they are settings of, for sentences: `the lab "cost"`
 * @throws FieldError naming the setting, the value and what is allowed
 */
export function parseSettings<Controls extends LabControls>(
  controls: Controls,
  input: unknown,
  owner: string,
): SettingsOf<Controls> {
  if (!isObject(input)) throw wrong('settings', input, 'are objects such as {"seed": 1}');
  const table = Object.fromEntries(
    Object.entries(controls).map(([name, control]) => [name, { read: readerOf(control), default: control.default }]),
  );
  return readObject(table as FieldTable<LabSettings>, input, '', owner) as SettingsOf<Controls>;
}
