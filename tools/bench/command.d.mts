// Types of `command.mjs` for the TypeScript tools.

export type Part = 'throughput' | 'peers' | 'overhead' | 'runs' | 'scaling' | 'page';
export type Size = 'full' | 'small';

export interface Command {
  /** In the order in which they are measured. */
  readonly parts: readonly Part[];
  readonly size: Size;
  /** Where the results go; undefined for the usual place. */
  readonly folder: string | undefined;
}

export const PARTS: readonly Part[];
export const SIZE_NAMES: readonly Size[];
export function commandOf(args: readonly string[]): Command;
export function needsBrowser(parts: readonly Part[]): boolean;
export function needsPeers(parts: readonly Part[]): boolean;
export function needsPage(parts: readonly Part[]): boolean;
