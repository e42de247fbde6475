// What the settings would come to: the plan of their run, or why there is none. Kept beside the settings, so that the estimate
// and the Run button say the same. It knows nothing of controls.

import { create } from 'zustand';
import type { Plan } from '../core/plan';
import { type RunSpec, SpecError } from '../core/spec';
import { type Session, sentenceOf } from './session';
import { type SettingsState, useSettings } from './settings';

export interface Forecast {
  /** The settings that the rest is about; null before any were looked at. */
  readonly spec: RunSpec | null;
  readonly plan: Plan | null;
  /** A sentence; null when the run is possible. */
  readonly problem: string | null;
  /** Whether asking again may help, as when a network could not be fetched. */
  readonly passing: boolean;
}

const NONE: Forecast = { spec: null, plan: null, problem: null, passing: false };

export const useForecast = create<Forecast>(() => NONE);

/** Settings are planned once they have been left alone for so long, milliseconds. */
const PAUSE = 150;

/** Keeps the forecast of the settings from now on; returns what ends that. */
export function followForecast(session: Session): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = (spec: RunSpec | null, pause: number) => {
    clearTimeout(timer);
    if (spec) timer = setTimeout(() => foresee(session, spec), pause);
  };
  useForecast.setState(NONE);
  look(useSettings.getState().spec, 0);
  const end = useSettings.subscribe(({ spec }, before) => {
    if (spec !== before.spec) look(spec, PAUSE);
  });
  return () => {
    end();
    clearTimeout(timer);
  };
}

/** Why settings without a wrong field make no run; null when they make one, or when that is not known yet. */
export function impossibility(
  { spec, general }: Pick<SettingsState, 'spec' | 'general'>,
  forecast: Forecast,
): string | null {
  if (general !== null) return general;
  return spec !== null && forecast.spec === spec && !forecast.passing ? forecast.problem : null;
}

async function foresee(session: Session, spec: RunSpec): Promise<void> {
  let forecast: Forecast;
  try {
    forecast = { ...NONE, spec, plan: await session.prepare(spec) };
  } catch (error) {
    // What the spec itself rules out has no other cause.
    const passing = !(error instanceof SpecError) || error.cause !== undefined;
    forecast = { ...NONE, spec, problem: sentenceOf(error), passing };
  }
  if (useSettings.getState().spec === spec) useForecast.setState(forecast);
}
