import LZString from 'lz-string';
import { describe, expect, it } from 'vitest';
import { parseSpec } from '../core/parse-spec';
import { DEFAULT_SPEC } from '../core/spec';
import { LANGUAGES } from '../words';
import { DEFAULT_LINK_VIEW, decodeLink, encodeLink, LinkError, type LinkView } from './link';

const view: LinkView = { panel: 'settings', language: 'en', record: 17, node: 300 };

/** A link as version 1 of the page wrote it. It must be read for ever: never change this text. */
const LINK_1 =
  '#v=1&run=N4IgLghgTg5gpmEAuUBrAlgOwCbJAW3QA8wBXKOEAGhEwn0qRCixhAF8bsBPOwgYwDOeAPbZKNBmAAWY5KAA2WONAAK0RExgRSgwegiYAtNgiRq4EQrhRD-RplIKFNdGBtn0IzMKQBGACZOEAAHDXR+a18AgFYANhpBODhcJAAWIKA&panel=settings&record=17&node=300';
const SPEC_OF_LINK_1 = {
  version: 1,
  target: { kind: 'mixture', name: 'ring' },
  dynamics: 'ode',
  horizon: 6,
  cutoff: 0.001,
  blocks: 8,
  nodes: 64,
  spacing: 'stretched',
  method: {
    kind: 'piadm',
    linearPart: 'gaussian-data',
    jacobianCap: 1.05,
    clip: 'none',
    surrogateComponents: 16,
    start: 'constant',
    tolerance: null,
    iterations: 12,
    corrector: null,
  },
  particles: 256,
  seed: 42,
  precision: 'f32',
};

const linkOf = (document: unknown) => `#v=1&run=${LZString.compressToEncodedURIComponent(JSON.stringify(document))}`;

function sentenceOf(hash: string): string {
  try {
    decodeLink(hash);
  } catch (error) {
    expect(error).toBeInstanceOf(LinkError);
    return (error as Error).message;
  }
  return 'no error';
}

describe('share links', () => {
  it('reads a link of version 1', () => {
    // A link without a language leaves it to the reader.
    expect(decodeLink(LINK_1)).toEqual({ spec: SPEC_OF_LINK_1, view: { ...view, language: null } });
  });

  it('reads version 1 without a run as the run that was the default then', () => {
    expect(decodeLink('#v=1')?.spec).toEqual({
      ...SPEC_OF_LINK_1,
      target: { kind: 'network', name: 'two-moons' },
      dynamics: 'sde',
      method: { ...SPEC_OF_LINK_1.method, linearPart: 'picard', tolerance: 0.001, iterations: 64 },
      particles: 1024,
      seed: 1,
    });
  });

  it.each([
    ['the default', {}],
    ['a Gaussian', { target: { kind: 'gaussian', dimension: 32, mean: 0.5, std: 0.5 } }],
    [
      'a random mixture',
      { target: { kind: 'mixture', name: 'random', dimension: 4, components: 3, std: 0.5, seed: 7 } },
    ],
    ['a mixture', { target: { kind: 'mixture', weights: [1, 2], means: [[0, 1], [2, 3]], stds: [0.1, 0.2] } }], // biome-ignore format: one line
    ['points', { target: { kind: 'points', points: [[0.1, -0.2], [1e-7, 3]], bandwidth: 0.08 } }], // biome-ignore format: one line
    ['another network', { target: { kind: 'network', name: 'spiral' } }],
    ['half-precision weights', { target: { kind: 'network', name: 'two-moons', weights: 'f16' } }],
    ['another network in half precision', { target: { kind: 'network', name: 'spiral', weights: 'f16' } }],
    ['the sequential method', { method: { kind: 'sequential' } }],
    ['a fixed number of rounds', { method: { tolerance: null, iterations: 3 } }],
    ['the largest seed', { seed: 4294967295, blocks: 1, nodes: 512, cutoff: 1.5e-5 }],
  ])('keeps %s through a link', (_, input) => {
    const spec = parseSpec(input);
    expect(decodeLink(encodeLink({ spec, view }) ?? '')).toEqual({ spec, view });
    expect(decodeLink(`#${encodeLink({ spec, view: DEFAULT_LINK_VIEW })}`)).toEqual({ spec, view: DEFAULT_LINK_VIEW });
  });

  it('holds only what differs from the base', () => {
    expect(encodeLink({ spec: DEFAULT_SPEC, view: DEFAULT_LINK_VIEW })).toBe('v=1');
    const hash = encodeLink({ spec: { ...DEFAULT_SPEC, seed: 2 }, view: DEFAULT_LINK_VIEW });
    expect(LZString.decompressFromEncodedURIComponent((hash ?? '').replace('v=1&run=', ''))).toBe('{"seed":2}');
  });

  it('is none for a run too large for an address', () => {
    // Digits without a pattern, so that they compress badly: 2,000 points of 200 coordinates are some megabytes.
    const pointsOf = (count: number) =>
      Array.from({ length: count }, (_, i) => Array.from({ length: 200 }, (_, j) => Math.sin(1e6 * (200 * i + j + 1))));
    const linkOfPoints = (count: number) =>
      encodeLink({
        spec: { ...DEFAULT_SPEC, target: { kind: 'points', points: pointsOf(count), bandwidth: 0.1 } },
        view,
      });
    expect(linkOfPoints(2000)).toBeNull();
    // Little enough to be compressed, and then still too long.
    expect(linkOfPoints(600)).toBeNull();
    const link = linkOfPoints(50);
    expect(link?.length).toBeGreaterThan(50_000);
    expect(decodeLink(link ?? '')?.view).toEqual(view);
  });

  it.each(LANGUAGES)('keeps the language: %s', (language) => {
    const hash = encodeLink({ spec: DEFAULT_SPEC, view: { ...view, language } });
    expect(hash).toContain(`language=${language}`);
    expect(decodeLink(hash ?? '')?.view.language).toBe(language);
  });

  it('is none when the hash is empty', () => {
    expect(decodeLink('')).toBeNull();
    expect(decodeLink('#')).toBeNull();
  });

  it.each([
    ['another page', '#section-2', /no version/],
    ['a later version', '#v=2&run=abc', /version 2; this page reads version 1/],
    ['a cut run', LINK_1.slice(0, 60), /damaged/],
    ['a run that is no text', '#v=1&run=%%%', /damaged/],
    ['an empty run', '#v=1&run=', /damaged/],
    ['a list', linkOf([1]), /damaged/],
    ['no blocks', linkOf({ blocks: 0 }), /blocks is 0; allowed/],
    ['text for a number', linkOf({ particles: 'many' }), /particles is "many"; allowed/],
    ['a billion particles', linkOf({ particles: 1e9 }), /particles is 1,000,000,000; allowed/],
    ['an unknown target', linkOf({ target: { kind: 'mixture', name: 'moon' } }), /target.name is "moon"/],
    ['an unknown setting', linkOf({ colour: 'red' }), /colour/],
    ['an unknown panel', '#v=1&panel=attic', /panel is "attic"; allowed: figure, settings/],
    ['an unknown language', '#v=1&language=tlh', /language is "tlh"; allowed: en, zh/],
    ['a record that is no number', '#v=1&record=-1', /record is "-1"; allowed: a whole number/],
    ['a hash of megabytes', `#v=1&run=${'A'.repeat(2_000_000)}`, /too long/],
  ])('says what is wrong with %s', (_, hash, sentence) => {
    expect(sentenceOf(hash)).toMatch(sentence);
    expect(sentenceOf(hash)).toMatch(/\.$/);
  });
});
