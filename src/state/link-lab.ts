// The part of a share link that is about a lab: its name, and the controls that differ from its defaults, readable in the address as
// `lab=block-length&controls=precision:f16,seed:2`.

import { LAB_NAMES, type LabName } from '../core/labs';
import type { LabSettings } from '../core/labs/controls';
import { parseLabSettings } from '../core/labs/lab';
import { changedControls, labOf } from './labs';

/** A lab and all its controls. */
export interface LinkLab {
  readonly name: LabName;
  readonly settings: LabSettings;
}

/** The parts of a hash. */
export function encodeLab({ name, settings }: LinkLab): string[] {
  const changed = Object.entries(changedControls(name, settings)).map(([control, value]) => `${control}:${value}`);
  return [`lab=${name}`, ...(changed.length > 0 ? [`controls=${changed.join(',')}`] : [])];
}

/**
 * The lab of a link; null where it names none.
 * @throws Error whose message is a sentence
 */
export function decodeLab(name: string | undefined, controls: string | undefined): LinkLab | null {
  if (name === undefined) {
    if (controls === undefined) return null;
    throw new Error("The link has controls of a lab and no lab; allowed are both, or the lab's name alone.");
  }
  const found = LAB_NAMES.find((candidate) => candidate === name);
  if (found === undefined) {
    throw new Error(`The link's lab is ${JSON.stringify(name.slice(0, 24))}; allowed: ${LAB_NAMES.join(', ')}.`);
  }
  const entries = (controls ?? '').split(',').filter((part) => part !== '');
  const input = Object.fromEntries(
    entries.map((part) => {
      const [control = '', ...rest] = part.split(':');
      const value = rest.join(':');
      return [control, value !== '' && Number.isFinite(Number(value)) ? Number(value) : value];
    }),
  );
  return { name: found, settings: parseLabSettings(labOf(found), input) };
}
