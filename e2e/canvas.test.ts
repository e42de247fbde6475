// Before anything else: this browser draws with WebGPU, and the tests can see what it drew.

import path from 'node:path';
import { expect, test } from '@playwright/test';
import { countPixels, pictureOf } from './pixels';

test('a WebGPU pipeline paints half of a canvas red', async ({ page }) => {
  const fixture = path.join(import.meta.dirname, 'fixtures/triangle.html');
  await page.route('**/triangle.html', (route) => route.fulfill({ path: fixture, contentType: 'text/html' }));
  await page.goto('triangle.html');
  await page.locator('html[data-drawn=yes]').waitFor();
  const picture = await pictureOf(page.locator('canvas'));
  expect([picture.width, picture.height]).toEqual([200, 100]);
  expect(countPixels(picture, ([red, green, blue]) => red > 250 && green < 5 && blue < 5)).toBe(10_000);
  expect(countPixels(picture, ([red, green, blue]) => red > 250 && green > 250 && blue > 250)).toBe(10_000);
});
