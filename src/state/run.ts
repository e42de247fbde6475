// What the page knows of the run: status, progress and what it came to. Big arrays are not here: the trace lives in the
// session, and `version` tells readers that it has changed.

import { create } from 'zustand';
import type { RunSpec } from '../core/spec';
import type { Counts } from '../core/trace';

export type RunStatus = 'idle' | 'running' | 'done' | 'error';

export interface RunProgress {
  readonly phase: 'preparing' | 'sequential' | 'parallel';
  readonly sequentialDone: number;
  readonly parallelDone: number;
  readonly totalNodes: number;
}

/** A run that the page made smaller than asked, because it has no GPU. */
export interface Reduction {
  /** The run as asked; links keep this one. */
  readonly full: RunSpec;
  readonly ran: RunSpec;
}

/** Where runs are computed, for people; null until the engine is there. */
export interface BackendDescription {
  readonly backend: 'webgpu' | 'cpu';
  readonly adapter: string;
  readonly software: boolean;
}

export interface RunState {
  readonly status: RunStatus;
  readonly progress: RunProgress | null;
  /** A sentence; null when the last run went well. */
  readonly error: string | null;
  /** A sentence about something that was asked for and cannot be had, such as a link that cannot be read. */
  readonly message: string | null;
  /** What the engine said when its device was lost; the page has gone on since. */
  readonly lost: string | null;
  readonly backend: BackendDescription | null;
  /** Of the run that is shown. */
  readonly reduction: Reduction | null;
  /** Counts of the run that is shown, so far. */
  readonly counts: Counts | null;
  readonly milliseconds: { readonly parallel: number; readonly sequential: number } | null;
  /** True when the run that is shown is finished. */
  readonly finished: boolean;
  /** Grows whenever the trace that is shown has changed. */
  readonly version: number;
}

export const INITIAL_RUN: RunState = {
  status: 'idle',
  progress: null,
  error: null,
  message: null,
  lost: null,
  backend: null,
  reduction: null,
  counts: null,
  milliseconds: null,
  finished: false,
  version: 0,
};

export const useRun = create<RunState>(() => INITIAL_RUN);
