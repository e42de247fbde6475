// The visitor's row, from what real browsers say of themselves, and the form of the table.

import { describe, expect, test } from 'vitest';
import { type BrowserIdentity, browsers, ownBrowser } from './browsers';

const CHROME = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/151.0.0.0';
const data = (platform: string, mobile = false, brand = 'Google Chrome') => ({
  brands: [{ brand: 'Not?A_Brand' }, { brand: 'Chromium' }, { brand }],
  mobile,
  platform,
});

describe('the row of the own browser', () => {
  test.each<[string, BrowserIdentity, string | null]>([
    [
      'Chrome',
      { userAgent: `Mozilla/5.0 (X11; Linux x86_64) ${CHROME} Safari/537.36`, userAgentData: data('Linux') },
      'chromium-desktop',
    ],
    [
      'Edge',
      {
        userAgent: `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME} Safari/537.36 Edg/151.0.0.0`,
        userAgentData: data('Windows', false, 'Microsoft Edge'),
      },
      'chromium-desktop',
    ],
    [
      'Chrome that hides its brands',
      { userAgent: `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${CHROME} Safari/537.36` },
      'chromium-desktop',
    ],
    [
      'Chrome on Android',
      {
        userAgent: `Mozilla/5.0 (Linux; Android 10; K) ${CHROME} Mobile Safari/537.36`,
        userAgentData: data('Android', true),
      },
      'chromium-phone',
    ],
    [
      'Chrome on an Android tablet',
      { userAgent: `Mozilla/5.0 (Linux; Android 10; K) ${CHROME} Safari/537.36`, userAgentData: data('Android') },
      'chromium-phone',
    ],
    [
      'Samsung Internet',
      {
        userAgent:
          'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/29.0 Chrome/136.0.0.0 Mobile Safari/537.36',
      },
      'chromium-phone',
    ],
    [
      'Firefox',
      { userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0' },
      'firefox-desktop',
    ],
    [
      'Firefox on Android',
      { userAgent: 'Mozilla/5.0 (Android 16; Mobile; rv:153.0) Gecko/153.0 Firefox/153.0' },
      'firefox-phone',
    ],
    [
      'Safari',
      {
        userAgent:
          'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.6 Safari/605.1.15',
        maxTouchPoints: 0,
      },
      'safari-desktop',
    ],
    [
      'Safari on an iPad, which says Mac',
      {
        userAgent:
          'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.6 Safari/605.1.15',
        maxTouchPoints: 5,
      },
      'safari-phone',
    ],
    [
      'Chrome on an iPhone',
      {
        userAgent:
          'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/151.0.0.0 Mobile/15E148 Safari/604.1',
        maxTouchPoints: 5,
      },
      'safari-phone',
    ],
    ['a browser that is not in the table', { userAgent: 'Lynx/2.9.0 libwww-FM/2.14' }, null],
  ])('%s', (_name, identity, id) => {
    expect(ownBrowser(identity)?.id ?? null).toBe(id);
  });
});

test('the table has every browser once, words in both languages, and dated sources', () => {
  expect(browsers.rows.map(({ id }) => id)).toEqual(
    ['chromium', 'firefox', 'safari'].flatMap((name) => [`${name}-desktop`, `${name}-phone`]),
  );
  for (const { name, needs } of browsers.rows) {
    for (const words of [name, needs]) {
      expect(words.en).toMatch(/[A-Za-z]/);
      expect(words.zh).toMatch(/\p{Script=Han}/u);
    }
    // A version in one language is one in the other.
    const versions = (text: string) => [...new Set(text.match(/\d+/g))].sort();
    expect(versions(needs.zh)).toEqual(versions(needs.en));
  }
  expect(browsers.asOf).toMatch(/^20\d\d-\d\d-\d\d$/);
  for (const { url } of browsers.sources) expect(url).toMatch(/^https:\/\//);
});
