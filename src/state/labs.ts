// The labs as people set them up: which one is open, its controls, the pick of the duel. What their runs came to lies in the runner
// (`labs-runner.ts`), and `version` tells readers that it has changed. It knows nothing of how runs are made.

import { create } from 'zustand';
import { LAB_NAMES, type LabName, labs } from '../core/labs';
import { defaultsOf, type LabSettings } from '../core/labs/controls';
import { type Lab, type LabRun, parseLabSettings } from '../core/labs/lab';
import { sameJson } from './json';
import type { SweepEnd, SweepWork } from './sweep-runner';

export interface LabsState {
  readonly lab: LabName;
  /** Of every lab: it keeps its settings while another one is open. */
  readonly settings: Readonly<Record<LabName, LabSettings>>;
  /** Run as the settings say, also where that takes long. */
  readonly inFull: boolean;
  /** Number of blocks that the reader expects to win the duel; null before the pick. */
  readonly pick: number | null;
  /** Whether the curves of the duel are shown. */
  readonly revealed: boolean;
  /** Null when nothing is being run. */
  readonly work: SweepWork | null;
  /** How the last runs ended. */
  readonly end: SweepEnd;
  /** Grows when results have come. */
  readonly version: number;
}

/** A lab as the registry holds it: settings, places and measurements are its own, and only it reads them. */
export function labOf(name: LabName): Lab {
  return labs[name] as unknown as Lab;
}

/** Whether the open lab looks at the run of the figure, and with it at its cursor. */
export function looksAtFigure(): boolean {
  return labOf(useLabs.getState().lab).looksAtFigure === true;
}

const defaults = Object.fromEntries(LAB_NAMES.map((name) => [name, defaultsOf(labOf(name).controls)])) as Record<
  LabName,
  LabSettings
>;

export const INITIAL_LABS: LabsState = {
  lab: 'block-length',
  settings: defaults,
  inFull: false,
  pick: null,
  revealed: false,
  work: null,
  end: 'none',
  version: 0,
};

export const useLabs = create<LabsState>(() => INITIAL_LABS);

/** Opens a lab with the settings that it has. */
export function openLab(lab: LabName): void {
  useLabs.setState((state) => (state.lab === lab ? {} : { lab, end: 'none', work: null }));
}

/**
 * Opens a lab with settings from outside, as a link does; those that are absent have their defaults.
 * @throws FieldError naming the setting, the value and what is allowed
 */
export function openLabWith(lab: LabName, input: unknown): void {
  const settings = parseLabSettings(labOf(lab), input);
  useLabs.setState((state) => ({
    lab,
    end: 'none',
    work: state.lab === lab ? state.work : null,
    pick: null,
    revealed: false,
    settings: { ...state.settings, [lab]: settings },
  }));
}

/** Changes one control of the lab that is open; another budget of the duel takes the pick back. */
export function setControl(name: string, value: string | number): void {
  useLabs.setState(({ lab, settings }) => ({
    settings: { ...settings, [lab]: parseLabSettings(labOf(lab), { ...settings[lab], [name]: value }) },
    // Another budget is another question.
    ...(lab === 'budget-duel' && name === 'budget' ? { pick: null, revealed: false } : {}),
  }));
}

/** Puts the controls of the lab that is open back to their defaults. */
export function resetControls(): void {
  useLabs.setState(({ lab, settings }) => ({ settings: { ...settings, [lab]: defaults[lab] } }));
}

/** What the settings of a lab differ in from its defaults, for a link. */
export function changedControls(lab: LabName, settings: LabSettings): LabSettings {
  return Object.fromEntries(Object.entries(settings).filter(([name, value]) => !sameJson(value, defaults[lab][name])));
}

/** The runs of the lab that is open. */
export interface LabPlan {
  readonly name: LabName;
  readonly lab: Lab;
  /** As the controls say. */
  readonly full: LabSettings;
  /** As it is run: smaller where a CPU does the sampling. */
  readonly settings: LabSettings;
  readonly runs: readonly LabRun[];
}

let latest: { readonly key: readonly unknown[]; readonly plan: LabPlan } | null = null;

/**
 * What the open lab would run; the same object as long as nothing of it changes.
 * @param slow whether a CPU does the sampling
 */
export function planLab(
  { lab: name, settings: all, inFull }: Pick<LabsState, 'lab' | 'settings' | 'inFull'>,
  slow: boolean,
): LabPlan {
  const full = all[name];
  const key = [name, full, inFull, slow];
  if (latest?.key.every((entry, index) => entry === key[index])) return latest.plan;
  const plan = labPlan(name, full, slow && !inFull);
  latest = { key, plan };
  return plan;
}

/** What a lab would run with some settings, be it open or not. */
export function labPlan(name: LabName, full: LabSettings, reduced: boolean): LabPlan {
  const lab = labOf(name);
  const settings = reduced ? lab.reduced(full) : full;
  return { name, lab, full, settings, runs: lab.runs(settings) };
}
