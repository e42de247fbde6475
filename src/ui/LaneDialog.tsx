// Adds a lane to the race, or changes one: its method with the settings that matter most. What is wrong is said beside it, and the
// lane is taken only when it is one of this race.

import { type ReactNode, useId, useState } from 'react';
import { methods } from '../core/methods';
import { parseSpec } from '../core/parse-spec';
import { hasBlocks, type Lane, laneSpec } from '../core/race';
import { FieldError } from '../core/read-value';
import { type MethodSpec, SpecError } from '../core/spec';
import { starts } from '../core/starts';
import { updates } from '../core/updates';
import { isJsonObject, type Json, type JsonObject } from '../state/json';
import { addLane, changeLane, type RaceLane, raceBase } from '../state/race';
import { numberOf } from '../state/settings';
import { Dialog } from './Dialog';
import { type Choice, registryChoices } from './fields';
import { InEnglish } from './InEnglish';
import { useWords } from './use-words';

/** Settings that the dialog has a number for, in order. */
const NUMBERS = ['window', 'memory', 'tolerance', 'iterations'] as const;

/** A lane as it is being edited: its leaves may still be wrong. */
interface Draft {
  readonly method: JsonObject;
  readonly blocks: Json;
}

/** The settings of another kind: those that it shares with the ones before, and the usual ones. */
function ofKind(kind: string, before: JsonObject): JsonObject {
  const usual = parseSpec({ method: { kind } }).method as unknown as JsonObject;
  const shared = ['linearPart', 'start', 'clip', 'jacobianCap'].filter((name) => name in usual && name in before);
  // The linear part of a window's or of PIADM's own paper belongs to it.
  const own = ['picard', 'paradigms'].includes(String(before.linearPart));
  const kept = shared.filter((name) => name !== 'linearPart' || !own);
  return { ...usual, ...Object.fromEntries(kept.map((name) => [name, before[name] as Json])) };
}

/** The lane that a draft is, or where it is wrong and why. */
function check(draft: Draft): { readonly lane: Lane | null; readonly field: string; readonly sentence: string } {
  const typed = { ...draft.method };
  for (const name of NUMBERS) if (typeof typed[name] === 'string') typed[name] = numberOf(typed[name]);
  const blocks = typeof draft.blocks === 'string' ? numberOf(draft.blocks) : draft.blocks;
  try {
    const base = raceBase();
    const { method } = parseSpec({ ...base, method: typed });
    const lane = {
      method,
      blocks: hasBlocks(method) ? parseSpec({ ...base, method, blocks, nodes: 1 }).blocks : base.blocks,
    };
    parseSpec(laneSpec(base, lane));
    return { lane, field: '', sentence: '' };
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    const field = error instanceof FieldError ? error.field : '';
    return { lane: null, field, sentence: error.message };
  }
}

export interface LaneDialogProps {
  /** The lane to change; null to add one, which begins as `begin`. */
  readonly lane: RaceLane | null;
  readonly begin?: Lane;
  readonly onClose: () => void;
}

export function LaneDialog({ lane, begin, onClose }: LaneDialogProps) {
  const all = useWords();
  const words = all.race.dialog;
  const [draft, setDraft] = useState<Draft>(() => draftOf(lane ?? begin ?? raceBase()));
  const { method, blocks } = draft;
  const checked = check(draft);
  const set = (name: string, value: Json) => setDraft({ ...draft, method: { ...method, [name]: value } });
  const mistake = (field: string) => (checked.field === field ? checked.sentence : undefined);
  // Lanes are of methods that solve the equations of the whole grid.
  const kinds = registryChoices(methods, all.methods).filter(({ value }) => value !== 'few-step');
  const isPlaced = ['blocks', ...Object.keys(method).map((name) => `method.${name}`)].includes(checked.field);
  return (
    <Dialog title={lane ? words.edit : words.add} onClose={onClose}>
      <form
        className="lane-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!checked.lane) return;
          if (lane) changeLane(lane.id, checked.lane);
          else addLane(checked.lane);
          onClose();
        }}
      >
        <Select
          label={words.method}
          value={String(method.kind)}
          choices={kinds}
          mistake={mistake('method.kind')}
          onChange={(kind) => setDraft({ ...draft, method: ofKind(kind, method) })}
        />
        {hasBlocks({ kind: String(method.kind) as MethodSpec['kind'] }) && (
          <Text
            label={words.blocks}
            value={blocks}
            mistake={mistake('blocks')}
            onChange={(value) => setDraft({ ...draft, blocks: value })}
          />
        )}
        {'linearPart' in method && (
          <Select
            label={words.linearPart}
            value={String(method.linearPart)}
            choices={registryChoices(updates, all.updates)}
            mistake={mistake('method.linearPart')}
            onChange={(value) => set('linearPart', value)}
          />
        )}
        {'start' in method && (
          <Select
            label={words.start}
            value={String(method.start)}
            choices={registryChoices(starts, all.starts)}
            mistake={mistake('method.start')}
            onChange={(value) => set('start', value)}
          />
        )}
        {NUMBERS.filter((name) => name in method).map((name) => (
          <Text
            key={name}
            label={words[name]}
            value={method[name] ?? ''}
            mistake={mistake(`method.${name}`)}
            onChange={(value) =>
              set(name, name === 'tolerance' && value === '' && 'iterations' in method ? null : value)
            }
          />
        ))}
        {'pipelined' in method && (
          <label className="check">
            <input
              type="checkbox"
              checked={method.pipelined === true}
              onChange={(event) => set('pipelined', event.target.checked)}
            />
            {words.pipelined}
          </label>
        )}
        {checked.lane === null && !isPlaced && (
          <p className="mistake">
            <InEnglish>{checked.sentence}</InEnglish>
          </p>
        )}
        <p className="note">{words.note}</p>
        <div className="row buttons end">
          <button type="submit" className="primary" disabled={checked.lane === null}>
            {words.apply}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function draftOf({ method, blocks }: Lane): Draft {
  const json = method as unknown as Json;
  const isOfRace = isJsonObject(json) && json.kind !== 'few-step';
  return { method: isOfRace ? json : ofKind('piadm', {}), blocks };
}

interface RowProps {
  readonly label: string;
  readonly mistake: string | undefined;
}

function Row({ id, label, mistake, children }: RowProps & { readonly id: string; readonly children: ReactNode }) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children}
      {mistake !== undefined && (
        <p className="mistake" id={`${id}-mistake`}>
          <InEnglish>{mistake}</InEnglish>
        </p>
      )}
    </div>
  );
}

interface SelectProps extends RowProps {
  readonly value: string;
  readonly choices: readonly Choice[];
  readonly onChange: (value: string) => void;
}

function Select({ label, mistake, value, choices, onChange }: SelectProps) {
  const id = useId();
  const described = mistake === undefined ? undefined : `${id}-mistake`;
  return (
    <Row id={id} label={label} mistake={mistake}>
      <select
        id={id}
        value={value}
        aria-invalid={mistake !== undefined}
        aria-describedby={described}
        onChange={(event) => onChange(event.target.value)}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </Row>
  );
}

interface TextProps extends RowProps {
  readonly value: Json;
  readonly onChange: (value: string) => void;
}

function Text({ label, mistake, value, onChange }: TextProps) {
  const id = useId();
  return (
    <Row id={id} label={label} mistake={mistake}>
      <input
        id={id}
        type="text"
        inputMode="decimal"
        autoComplete="off"
        spellCheck={false}
        value={value === null ? '' : String(value)}
        aria-invalid={mistake !== undefined}
        aria-describedby={mistake === undefined ? undefined : `${id}-mistake`}
        onChange={(event) => onChange(event.target.value)}
      />
    </Row>
  );
}
