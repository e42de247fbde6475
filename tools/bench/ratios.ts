// How many times as fast the playground's kernel is as its peers.

import type { PeerSpeed, PeersMeasurement } from './report';

/** Names under which the own kernel stands among its peers: with the engine's tile, and with the best. */
export const OURS = { taken: 'playground', best: 'playground, best tile' } as const;

export interface Ratio {
  readonly rows: number;
  /** The fastest other library; null where none runs. */
  readonly best: string | null;
  /** Rate with the engine's tile, and with the best tile, by that of the fastest other library. */
  readonly taken: number | null;
  readonly bestTile: number | null;
}

export function ratiosOf({ rates }: Pick<PeersMeasurement, 'rates'>): Ratio[] {
  const speeds = rates.filter((rate): rate is PeerSpeed => !('failure' in rate));
  const own: readonly string[] = Object.values(OURS);
  return [...new Set(rates.map(({ rows }) => rows))].map((rows) => {
    const here = speeds.filter((speed) => speed.rows === rows);
    const best = here
      .filter(({ library }) => !own.includes(library))
      .reduce<PeerSpeed | null>((a, b) => (a === null || b.rate > a.rate ? b : a), null);
    const ratio = (name: string) => {
      const ours = here.find(({ library }) => library === name);
      return best && ours ? ours.rate / best.rate : null;
    };
    return { rows, best: best?.library ?? null, taken: ratio(OURS.taken), bestTile: ratio(OURS.best) };
  });
}
