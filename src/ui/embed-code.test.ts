// Test plan: the code that readers paste is one element whose attributes cannot be broken out of, with the address as it is.

import { expect, test } from 'vitest';
import { embedCode } from './EmbedCode';

test('the code holds the address, the size and the title, and quotes what HTML needs quoted', () => {
  const link = 'https://example.org/play/?embed=1#v=1&seed=2&x="y"';
  const code = embedCode(link, 960, 640, 'Picard Playground');
  expect(code).toMatch(/^<iframe [^<>]*><\/iframe>$/);
  const address = /src="([^"]*)"/.exec(code)?.[1];
  expect(address?.replaceAll('&quot;', '"').replaceAll('&amp;', '&')).toBe(link);
  expect(code).toContain('width="960" height="640" title="Picard Playground"');
});
