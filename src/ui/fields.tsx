// Labelled controls bound to fields of the settings: number, slider with number, choice. Each shows the sentence about
// its own mistake. They know the settings store and nothing of what a field means.

import { type ReactNode, useId } from 'react';
import { type Json, valueAt } from '../state/json';
import { endEdit, type Field, numberOf, setField, useSettings } from '../state/settings';
import { InEnglish } from './InEnglish';
import { useWords } from './use-words';

/** Value of a field of the draft, whatever it is at present. */
export function useField(field: Field): Json | undefined {
  return useSettings((state) => valueAt(state.draft, field));
}

/** The sentence about a field's mistake, if it has one. */
function useMistake(field: Field): ReactNode {
  const sentence = useSettings((state) => state.errors[field]);
  return sentence && <InEnglish>{sentence}</InEnglish>;
}

/** The same of a number: texts that are none get a plainer sentence. */
function useNumberMistake(field: Field): ReactNode {
  const words = useWords();
  const value = useField(field);
  const mistake = useMistake(field);
  return mistake !== undefined && typeof value === 'string' && numberOf(value) === value
    ? words.settings.notNumber(value)
    : mistake;
}

interface RowProps {
  readonly id: string;
  readonly label: string;
  readonly mistake?: ReactNode;
  readonly children: ReactNode;
}

function Row({ id, label, mistake, children }: RowProps) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children}
      {mistake !== undefined && (
        <p className="mistake" id={`${id}-mistake`}>
          {mistake}
        </p>
      )}
    </div>
  );
}

export interface NumberFieldProps {
  readonly field: Field;
  readonly label: string;
  /** Values of a slider beside the number, in rising order; none for a number alone. */
  readonly stops?: readonly number[];
}

/** A number, typed or by slider. Text that is no number is kept and said to be wrong. */
export function NumberField({ field, label, stops }: NumberFieldProps) {
  const id = useId();
  const words = useWords();
  const value = useField(field);
  const mistake = useNumberMistake(field);
  const text = value === undefined || value === null ? '' : String(value);
  return (
    <Row id={id} label={label} mistake={mistake}>
      {stops && (
        <input
          type="range"
          aria-label={words.settings.slider(label)}
          aria-valuetext={text}
          min={0}
          max={stops.length - 1}
          step={1}
          value={nearestStop(stops, Number(value))}
          onChange={(event) => setField(field, stops[Number(event.target.value)] ?? null)}
          onPointerUp={endEdit}
          onBlur={endEdit}
        />
      )}
      <input
        id={id}
        type="text"
        inputMode="decimal"
        autoComplete="off"
        spellCheck={false}
        value={text}
        aria-invalid={mistake !== undefined}
        aria-describedby={mistake === undefined ? undefined : `${id}-mistake`}
        onChange={(event) => setField(field, event.target.value)}
        onBlur={(event) => {
          setField(field, numberOf(event.target.value));
          endEdit();
        }}
      />
    </Row>
  );
}

/** Index of the stop nearest to a value by ratio. */
function nearestStop(stops: readonly number[], value: number): number {
  let best = 0;
  const distance = (stop: number) => Math.abs(Math.log(stop) - Math.log(value));
  stops.forEach((stop, index) => {
    if (distance(stop) < distance(stops[best] ?? stop)) best = index;
  });
  return best;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** Choices of a table of labels. */
export const choicesOf = (labels: Readonly<Record<string, string>>): Choice[] =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

/** Choices of a registry of the core, in its order, by the labels of the page. */
export const registryChoices = <Name extends string>(
  registry: Readonly<Record<Name, unknown>>,
  words: Readonly<Record<Name, { readonly label: string }>>,
): Choice[] => (Object.keys(registry) as Name[]).map((value) => ({ value, label: words[value].label }));

export interface SelectFieldProps {
  readonly field: Field;
  readonly label: string;
  readonly choices: readonly Choice[];
  /** The present choice, where it is not the value of the field. */
  readonly value?: string;
  /** What a choice does, where it is more than setting the field. */
  readonly onChoose?: (value: string) => void;
}

/** A choice of names. A name of the draft that is none of them stays visible. */
export function SelectField({ field, label, choices, value: chosen, onChoose }: SelectFieldProps) {
  const id = useId();
  const held = String(useField(field) ?? '');
  const value = chosen ?? held;
  const mistake = useMistake(field);
  const known = choices.some((choice) => choice.value === value);
  return (
    <Row id={id} label={label} mistake={mistake}>
      <select
        id={id}
        value={value}
        aria-invalid={mistake !== undefined}
        aria-describedby={mistake === undefined ? undefined : `${id}-mistake`}
        onChange={(event) => {
          if (onChoose) onChoose(event.target.value);
          else setField(field, event.target.value);
          endEdit();
        }}
      >
        {!known && <option value={value}>{value}</option>}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </Row>
  );
}

export interface RadioGroupProps {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly Choice[];
  readonly onChoose: (value: string) => void;
  readonly mistake?: string | undefined;
}

/** A choice between few things, all of them visible. */
export function RadioGroup({ label, value, choices, onChoose, mistake }: RadioGroupProps) {
  const name = useId();
  return (
    <fieldset className="field radios">
      <legend>{label}</legend>
      {choices.map((choice) => (
        <label key={choice.value}>
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={choice.value === value}
            onChange={() => onChoose(choice.value)}
          />
          {choice.label}
        </label>
      ))}
      {mistake !== undefined && (
        <p className="mistake">
          <InEnglish>{mistake}</InEnglish>
        </p>
      )}
    </fieldset>
  );
}
