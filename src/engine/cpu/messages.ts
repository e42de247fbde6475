// What page and worker say to each other. A plan has functions in it and cannot be posted, so the worker plans again: from
// the same spec and target it comes to the same plan.

import type { RunSpec } from '../../core/spec';
import type { Target } from '../../core/targets';
import type { Outcome } from '../../core/trace';
import type { CpuReport } from './batches';

/** To the worker; one for each worker. */
export interface RunRequest {
  readonly spec: RunSpec;
  readonly target: Target;
}

/** From the worker: reports, then the outcome or a failure. */
export type WorkerMessage =
  | { readonly kind: 'report'; readonly report: CpuReport }
  | { readonly kind: 'outcome'; readonly outcome: Outcome }
  | { readonly kind: 'failure'; readonly message: string };
