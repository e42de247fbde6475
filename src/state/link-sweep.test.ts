// Links to sweeps: races and what they are looked at with.

import LZString from 'lz-string';
import { describe, expect, it } from 'vitest';
import { parseSpec } from '../core/parse-spec';
import { defaultLanes, raceSweep } from '../core/race';
import { DEFAULT_SPEC } from '../core/spec';
import { parseSweep } from '../core/sweep';
import { DEFAULT_LINK_VIEW, decodeLink, encodeLink, LinkError, type LinkView } from './link';

/** A link to a race as version 1 of the page wrote it. It must be read for ever: never change this text. */
const LINK_1 =
  '#v=1&sweep=N4IgRghgzgpiBcoAuEBOBzGSGgNYEsA7AEwRAFt8APJAV1TgBoRCJy54RUj0QBfZgAc0SfAGMANjCgIATAFYAbM1gxS8ACyyBIAG5oAnggDaoYUgAWZEM30Ta0k6HaWA9urxF1IWAEcHhKIQEvwCzlgW7jggBCRkgvgQxOQ2IBJEMGgACiJk6BC0UFCJhAC0xBAo-MxgEq5iuDLwAIzMhO6O8PLN2gC6fP1AA&panel=race&within=0.01&clock=time&at=12.5';

const sweepOf = (document: unknown) => `#v=1&sweep=${LZString.compressToEncodedURIComponent(JSON.stringify(document))}`;

function sentenceOf(hash: string): string {
  try {
    decodeLink(hash);
  } catch (error) {
    expect(error).toBeInstanceOf(LinkError);
    return (error as Error).message;
  }
  return 'no error';
}

const view: LinkView = { panel: 'race', language: null, record: null, node: null };

describe('links to sweeps', () => {
  it('reads a link of version 1', () => {
    const link = decodeLink(LINK_1);
    const base = parseSpec({ target: { kind: 'mixture', name: 'ring' }, seed: 42, particles: 256 });
    expect(link?.spec).toEqual(base);
    expect(link?.sweep).toEqual(
      parseSweep({
        base,
        vary: [
          {
            path: '',
            values: [
              { method: { kind: 'sequential' } },
              { method: { kind: 'piadm', linearPart: 'gaussian-data' }, blocks: 1, nodes: 512 },
            ],
          },
        ],
      }),
    );
    expect(link?.view).toEqual({ ...view, race: { tolerance: 0.01, clock: 'time', position: 12.5 } });
  });

  it.each([
    ['the first lanes', DEFAULT_SPEC],
    [
      'another problem',
      parseSpec({ target: { kind: 'mixture', name: 'spiral' }, dynamics: 'ode', seed: 9, blocks: 4 }),
    ],
  ])('keeps a race on %s, in a link that is not long', (_, base) => {
    const sweep = raceSweep(base, defaultLanes(base));
    const hash = encodeLink({ spec: base, sweep, view }) ?? '';
    expect(decodeLink(hash)).toEqual({ spec: base, sweep: parseSweep(sweep), view });
    expect(hash.length).toBeLessThan(1500);
  });

  it('keeps a sweep without variations', () => {
    const sweep = parseSweep({ vary: [] });
    expect(decodeLink(encodeLink({ spec: sweep.base, sweep, view }) ?? '')).toEqual({ spec: sweep.base, sweep, view });
  });

  it('holds no sweep where there is none', () => {
    expect(decodeLink('#v=1')).not.toHaveProperty('sweep');
    expect(decodeLink('#v=1&panel=quality')?.view).toEqual({ ...DEFAULT_LINK_VIEW, panel: 'quality' });
  });

  it('writes nothing of a race that begins as races do', () => {
    const race = { tolerance: 1e-3, clock: 'rounds', position: null } as const;
    expect(encodeLink({ spec: DEFAULT_SPEC, view: { ...view, race } })).toBe('v=1&panel=race');
  });

  it('is none for a sweep too large for an address', () => {
    const points = Array.from({ length: 2000 }, (_, i) =>
      Array.from({ length: 200 }, (_unused, j) => Math.sin(1e6 * (200 * i + j + 1))),
    );
    const base = { ...DEFAULT_SPEC, target: { kind: 'points', points, bandwidth: 0.1 } as const };
    expect(encodeLink({ spec: base, sweep: { base, vary: [] }, view })).toBeNull();
  });

  it.each([
    ['a run beside it', `${LINK_1}&run=abc`, /a run and a sweep; allowed is one of them/],
    ['a cut sweep', LINK_1.slice(0, 60), /damaged/],
    ['an empty sweep', '#v=1&sweep=', /damaged/],
    ['a list', sweepOf([1]), /damaged/],
    ['no variations', sweepOf({ base: {} }), /vary is missing/],
    ['a wrong base', sweepOf({ base: { blocks: 0 }, vary: [] }), /blocks is 0; allowed/],
    [
      'an impossible run',
      sweepOf({ vary: [{ path: 'method.linearPart', values: ['picard', 'newton'] }] }),
      /Run 2 of the sweep is not possible. method.linearPart is "newton"/,
    ],
    ['a tolerance that is no number', '#v=1&within=small', /within is "small"; allowed: numbers from/],
    ['a negative tolerance', '#v=1&within=-1', /within is "-1"; allowed: numbers from/],
    ['an unknown clock', '#v=1&clock=sun', /clock is "sun"; allowed: rounds, time/],
    ['a place out of time', '#v=1&at=1e99', /at is "1e99"; allowed: numbers from 0 to/],
  ])('says what is wrong with %s', (_, hash, sentence) => {
    expect(sentenceOf(hash)).toMatch(sentence);
    expect(sentenceOf(hash)).toMatch(/\.$/);
  });
});
