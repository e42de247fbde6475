// The part of a share link that is about playing: along which axis and how fast, `play=nodes&speed=40`. It is that of the cursor, or of the
// clock where the link shows a race.

import { PLAY_AXES, type PlayAxis, SPEEDS } from './cursor';

/** How what a link shows is played. */
export interface LinkPlay {
  /** Of a race always `rounds`. */
  readonly axis: PlayAxis;
  /** One of `SPEEDS`. */
  readonly speed: number;
}

/** How everything plays at first. */
export const DEFAULT_PLAY: LinkPlay = { axis: 'rounds', speed: 12 };

/** The parts of a hash. */
export function encodePlay({ axis, speed }: LinkPlay): string[] {
  return [
    ...(axis === DEFAULT_PLAY.axis ? [] : [`play=${axis}`]),
    ...(speed === DEFAULT_PLAY.speed ? [] : [`speed=${speed}`]),
  ];
}

/**
 * How a link plays; null where it says nothing of it.
 * @throws Error whose message is a sentence
 */
export function decodePlay(axis: string | undefined, speed: string | undefined): LinkPlay | null {
  if (axis === undefined && speed === undefined) return null;
  return {
    axis: PLAY_AXES[indexOf('play', axis ?? DEFAULT_PLAY.axis, PLAY_AXES)] ?? DEFAULT_PLAY.axis,
    speed: SPEEDS[indexOf('speed', speed ?? String(DEFAULT_PLAY.speed), SPEEDS)] ?? DEFAULT_PLAY.speed,
  };
}

function indexOf(field: string, text: string, allowed: readonly (string | number)[]): number {
  const index = allowed.map(String).indexOf(text);
  if (index >= 0) return index;
  throw new Error(`The link's ${field} is ${JSON.stringify(text.slice(0, 24))}; allowed: ${allowed.join(', ')}.`);
}
