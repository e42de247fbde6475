// The controls of a lab, as its registry entry describes them: choices and numbers, those about size and seed behind a fold.

import { useEffect, useId, useState } from 'react';
import type { LabControl } from '../core/labs/controls';
import { type LabPlan, resetControls, setControl, useLabs } from '../state/labs';
import { sentenceOf } from '../state/session';
import { formatCount } from '../views/numbers';
import type { Words } from '../words';
import { InEnglish } from './InEnglish';
import { useWords } from './use-words';

/** A choice by the name that the page has for it: the control's own, a target's, or a number. */
function choiceLabel(words: Words, control: string, value: string | number): string {
  if (typeof value === 'number') return formatCount(value);
  const own: Readonly<Record<string, Readonly<Record<string, string>>>> = words.labs.choices;
  const targets: Readonly<Record<string, string>> = words.targets.names;
  return own[control]?.[value] ?? targets[value] ?? value.replaceAll('-', ' ');
}

export function LabControls({ plan }: { readonly plan: LabPlan }) {
  const words = useWords().labs.panel;
  const unused = plan.lab.unused(plan.full);
  const entries = Object.entries(plan.lab.controls).filter(([name]) => !unused.includes(name));
  const isMinor = (control: LabControl) => control.minor === true;
  const fields = (minor: boolean) =>
    entries
      .filter(([, control]) => isMinor(control) === minor)
      .map(([name, control]) => <Control key={`${plan.name} ${name}`} name={name} control={control} />);
  return (
    <div className="lab-controls">
      {fields(false)}
      {entries.some(([, control]) => isMinor(control)) && (
        <details>
          <summary>{words.more}</summary>
          <div className="lab-controls">{fields(true)}</div>
        </details>
      )}
      <button type="button" className="quiet" onClick={resetControls}>
        {words.reset}
      </button>
    </div>
  );
}

interface ControlProps {
  readonly name: string;
  readonly control: LabControl;
}

function Control({ name, control }: ControlProps) {
  const id = useId();
  const words = useWords();
  const value = useLabs(({ lab, settings }) => settings[lab][name]);
  const labels: Readonly<Record<string, string>> = words.labs.controls;
  const label = labels[name] ?? name;
  if (control.kind === 'number') return <NumberControl id={id} name={name} label={label} value={value} />;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={String(value)}
        onChange={(event) => {
          const chosen = control.values.find((candidate) => String(candidate) === event.target.value);
          if (chosen !== undefined) setControl(name, chosen);
        }}
      >
        {control.values.map((candidate) => (
          <option key={candidate} value={candidate}>
            {choiceLabel(words, name, candidate)}
          </option>
        ))}
      </select>
    </div>
  );
}

interface NumberControlProps {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly value: string | number | undefined;
}

/** A number is taken when it is left or entered: a run for each key that is pressed would be one too many. */
function NumberControl({ id, name, label, value }: NumberControlProps) {
  const words = useWords().labs.panel;
  const [text, setText] = useState(String(value));
  const [mistake, setMistake] = useState<string | null>(null);
  useEffect(() => {
    setText(String(value));
    setMistake(null);
  }, [value]);
  const take = () => {
    const entered = text.trim() === '' ? Number.NaN : Number(text);
    if (Number.isNaN(entered)) return setMistake(words.notANumber(text));
    try {
      setControl(name, entered);
      setMistake(null);
    } catch (error) {
      setMistake(sentenceOf(error));
    }
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="text"
        inputMode="decimal"
        autoComplete="off"
        spellCheck={false}
        value={text}
        aria-invalid={mistake !== null}
        aria-describedby={mistake === null ? undefined : `${id}-mistake`}
        onChange={(event) => setText(event.target.value)}
        onBlur={take}
        onKeyDown={(event) => event.key === 'Enter' && take()}
      />
      {mistake !== null && (
        <p className="mistake" id={`${id}-mistake`}>
          <InEnglish>{mistake}</InEnglish>
        </p>
      )}
    </div>
  );
}
