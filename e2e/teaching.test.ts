// The page in front of a class: presenter mode by keyboard, the print sheet of a chapter, and terms of the glossary in the text.

import type { Page } from '@playwright/test';
import { expectAccessible } from './accessible';
import { expect, ON_CPU, settled, test } from './playground';

test.beforeEach(({ page }) => page.emulateMedia({ reducedMotion: 'reduce' }));

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 2, name });
/** The picture of the convergence plot as it is drawn. */
const pictureOf = (page: Page) =>
  page
    .getByRole('img', { name: /^Error to the sequential/ })
    .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());

test('presenter mode by keyboard: larger, frozen, back to the link, and left', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.goto(`./?present=1${ON_CPU}#v=1&language=en&chapter=1&place=1`);
  await settled(page);
  await expect(heading(page, '1: The serial chain')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Share' })).toHaveCount(0);
  expect(await page.evaluate(() => getComputedStyle(document.querySelector('.story-text')!).fontSize)).toBe('20px');
  const fits = () => page.evaluate(() => document.documentElement.scrollHeight <= innerHeight);
  expect(await fits()).toBe(true);
  await expectAccessible(page);

  // Arrow keys turn the chapters' pages, as those of a remote control do; Shift moves through the blocks of the figure.
  await page.keyboard.press('ArrowRight');
  await expect(heading(page, '2: Guess the whole path')).toBeVisible();
  await page.keyboard.press('ArrowLeft');
  await expect(heading(page, '1: The serial chain')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Share' })).toBeVisible();
  expect(page.url()).not.toContain('present');
  // The focus comes back to where it was, to a button that was built anew meanwhile.
  const share = page.getByRole('button', { name: 'Share' });
  await share.focus();
  await page.keyboard.press('p');
  await expect(share).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(share).toBeFocused();

  // Without the story, the keys are those of the figure.
  await page.getByRole('button', { name: 'Try it yourself' }).click();
  await page.keyboard.press('p');
  await expect(page.getByRole('button', { name: 'Freeze (F)' })).toBeVisible();
  expect(page.url()).toContain('present=1');
  const round = page.getByRole('slider', { name: 'Round', exact: true });
  await page.keyboard.press('Home');
  await expect(round).toHaveValue('0');
  await page.keyboard.press('ArrowRight');
  await expect(round).toHaveValue('1');

  // Frozen: keys move nothing, and what is drawn stays.
  await page.keyboard.press(' ');
  await page.keyboard.press('f');
  await expect(page.getByRole('status').getByText('Frozen')).toBeVisible();
  await page.waitForTimeout(150);
  const [still, place] = [await pictureOf(page), await page.locator('input[type=range]').first().inputValue()];
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('r');
  await page.waitForTimeout(500);
  expect(await pictureOf(page)).toBe(still);
  expect(await page.locator('input[type=range]').first().inputValue()).toBe(place);
  await page.keyboard.press('f');
  await expect(page.getByText('Frozen')).toHaveCount(0);
  // It plays on.
  await expect.poll(() => pictureOf(page)).not.toBe(still);

  await page.getByRole('button', { name: 'Back to the link (B)' }).click();
  await expect(heading(page, '1: The serial chain')).toBeVisible();
  expect(page.url()).toMatch(/present=1#v=1&language=en&chapter=1&place=1$/);

  // A class is shown the answer to a question, and does not skip it.
  const compared = page.locator('.story-compared');
  await expect(compared).toContainText('The run says: 1.');
  await page.getByRole('button', { name: 'Ask me again' }).click();
  await expect(page.getByRole('button', { name: 'Show the answer' })).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(compared).toContainText('The run says: 1.');
});

test('a term tells its meaning by keyboard; the print sheet of a chapter is black on white and alone', async ({
  page,
}) => {
  await page.goto(`./?${ON_CPU}#v=1&language=en&chapter=1&place=1`);
  await expect(page.locator('.story-text [aria-current]')).toContainText('128 network calls in a row, 1 at a time');
  const term = page.getByRole('button', { name: 'steps', exact: true });
  const meaning = page.getByText('From one node to the next by the exponential integrator');
  await expect(meaning).toBeHidden();
  for (let press = 0; press < 40 && !(await meaning.isVisible()); press++) await page.keyboard.press('Tab');
  await expect(term).toBeFocused();
  await expect(term).toHaveAccessibleDescription(/^Step From one node/);
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(meaning).toBeHidden();
  await term.hover();
  await expect(meaning).toBeVisible();

  await page.getByRole('button', { name: 'Print sheet…' }).click();
  await page.emulateMedia({ media: 'print', colorScheme: 'dark', reducedMotion: 'reduce' });
  const sheet = page.locator('.print-sheet');
  await expect(sheet.getByRole('heading', { level: 1 })).toHaveText('1: The serial chain');
  await expect(sheet).toContainText('128 network calls in a row, 1 at a time');
  await expect(sheet).toContainText('How long does one sample take in 128 steps?');
  await expect(sheet).toContainText('Both take 2.56 s.');
  const figures = sheet.getByRole('img');
  await expect(figures).toHaveCount(4);
  for (const figure of await figures.all()) {
    expect(await figure.getAttribute('src')).toContain('data:image/svg+xml,');
    expect(await figure.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(0);
  }
  const colours = await sheet.evaluate((element) => [
    getComputedStyle(element).color,
    getComputedStyle(document.body).backgroundColor,
    getComputedStyle(document.documentElement).backgroundColor,
  ]);
  expect(colours).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)', 'rgb(255, 255, 255)']);
  await expect(page.locator('#root')).toBeHidden();

  await page.emulateMedia({ media: 'screen', colorScheme: 'light', reducedMotion: 'reduce' });
  await page.getByRole('checkbox', { name: 'Answers, on a page of their own' }).uncheck();
  await expect(sheet).toContainText('How long does one sample take');
  await expect(sheet).not.toContainText('2.56 s');
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);

  // Before the answer, the sheet ends with the question, and what gives it away is on the page of the answers alone.
  await page.getByRole('button', { name: 'Ask me again' }).click();
  await page.getByRole('button', { name: 'Print sheet…' }).click();
  await expect(page.getByText('The question of the chapter has no answer yet')).toBeVisible();
  await expect(sheet.getByText('Before you look')).toHaveCount(1);
  await expect(sheet).not.toContainText('network calls in a row');
  await page.getByRole('checkbox', { name: 'Answers, on a page of their own' }).check();
  await expect(sheet.locator('.sheet-answers')).toContainText('128 network calls in a row, 1 at a time');
  await expect(sheet.locator('.sheet-answers')).toContainText('Both take 2.56 s.');
  await expect(sheet.locator('> p')).toHaveCount(2);
});
