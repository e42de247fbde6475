// Test plan: which language a reader sees: that of the link, else the one kept on the device, else the first that the browser asks
// for; and that choosing one is kept on the device and in the address, and changes nothing else there.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseSpec } from '../core/parse-spec';
import { applyView, chooseLanguage, goTo, shareLink } from './address';
import { DEFAULT_LINK_VIEW, decodeLink, encodeLink } from './link';
import { resetSettings } from './settings';
import { readersLanguage, showPanel, useView } from './view';

const spec = parseSpec({ target: { kind: 'mixture', name: 'ring' }, seed: 7 });
let kept: Map<string, string>;
let location: { href: string; hash: string; pathname: string; search: string };

beforeEach(() => {
  kept = new Map();
  location = { href: 'http://127.0.0.1/', hash: '', pathname: '/', search: '' };
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
  vi.stubGlobal('location', location);
  vi.stubGlobal('history', {
    replaceState: (_: unknown, __: string, hash: string) => {
      location.hash = hash.startsWith('#') ? hash : '';
    },
  });
  useView.setState({ language: 'en' });
  showPanel('figure');
  resetSettings(spec);
});

afterEach(() => vi.unstubAllGlobals());

describe('the language of a reader', () => {
  it.each([
    [['zh-CN', 'en'], 'zh'],
    [['zh'], 'zh'],
    [['ZH-Hant-TW'], 'zh'],
    [['en-GB', 'zh-CN'], 'en'],
    [['fr', 'zh-CN', 'en'], 'zh'],
    [['fr', 'de'], 'en'],
    [['zha'], 'en'],
    [[], 'en'],
  ] as const)('who asks for %j is %s', (wanted, language) => {
    expect(readersLanguage(wanted)).toBe(language);
  });

  it('is the one that was chosen before, whatever the browser asks for', () => {
    chooseLanguage('zh');
    expect(readersLanguage(['en'])).toBe('zh');
    chooseLanguage('en');
    expect(readersLanguage(['zh-CN'])).toBe('en');
  });

  it('does not depend on storage that is switched off or holds nonsense', () => {
    kept.set('picard-playground.language', 'tlh');
    expect(readersLanguage(['zh-CN'])).toBe('zh');
    const refuse = () => {
      throw new Error('Storage is switched off.');
    };
    vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse });
    expect(readersLanguage(['zh-CN'])).toBe('zh');
    chooseLanguage('zh');
    expect(useView.getState().language).toBe('zh');
  });

  it('is that of a link, which is not kept; a link without one changes nothing', () => {
    applyView({ spec, view: { ...DEFAULT_LINK_VIEW, language: 'zh' } });
    expect(useView.getState().language).toBe('zh');
    expect(kept.size).toBe(0);
    applyView({ spec, view: DEFAULT_LINK_VIEW });
    expect(useView.getState().language).toBe('zh');
  });
});

describe('choosing a language', () => {
  it('changes only the language of the address', () => {
    const view = { ...DEFAULT_LINK_VIEW, record: 3, node: 9 };
    location.hash = `#${encodeLink({ spec, view })}`;
    chooseLanguage('zh');
    expect(decodeLink(location.hash)).toEqual({ spec, view: { ...view, language: 'zh' } });
    chooseLanguage('en');
    expect(decodeLink(location.hash)).toEqual({ spec, view: { ...view, language: 'en' } });
  });

  it('leaves an address alone that is none or no link', () => {
    for (const hash of ['', '#section-2']) {
      location.hash = hash;
      chooseLanguage('zh');
      expect(location.hash).toBe(hash);
    }
  });

  it('reaches the address of the figure behind another panel too', () => {
    location.hash = `#${encodeLink({ spec, view: DEFAULT_LINK_VIEW })}`;
    goTo('race');
    chooseLanguage('zh');
    expect(decodeLink(location.hash)?.view).toMatchObject({ panel: 'race', language: 'zh' });
    goTo('figure');
    expect(decodeLink(location.hash)).toEqual({ spec, view: { ...DEFAULT_LINK_VIEW, language: 'zh' } });
  });

  it('is in every link that is shared', () => {
    for (const language of ['en', 'zh'] as const) {
      chooseLanguage(language);
      expect(decodeLink(new URL(shareLink(spec) ?? '').hash)?.view.language).toBe(language);
    }
  });
});
