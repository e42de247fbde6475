// The story by keyboard alone: all eight chapters in English on a wide page, and in Chinese at 360 px, with little motion.

import type { Page } from '@playwright/test';
import { expectAccessible } from './accessible';
import { expect, ON_CPU, openIdle, test } from './playground';

const TITLES = {
  en: [
    'The serial chain',
    'Guess the whole path',
    'Same noise, same answer',
    'The two fronts',
    'The hump',
    'Pieces of constant length',
    'Now grow d',
    'The price, and who did better',
  ],
  zh: [
    '串行的链条',
    '猜出整条路径',
    '同样的噪声，同样的答案',
    '两条前沿',
    '误差峰值',
    '长度恒定的块',
    '让维数 d 增大',
    '代价，以及谁做得更好',
  ],
} as const;

test.beforeEach(({ page }) => page.emulateMedia({ reducedMotion: 'reduce' }));

/** Presses Tab until a control with this name has the focus. */
async function tabTo(page: Page, name: string, role: 'button' | 'slider' | 'radio' = 'button'): Promise<void> {
  const wanted = page.getByRole(role, { name, exact: true }).first();
  await wanted.waitFor();
  for (let press = 0; press < 70; press++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`The ${role} "${name}" is not reached by Tab.`);
}

/** Presses a button by keyboard. */
async function press(page: Page, name: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
}

const heading = (page: Page, title: string) => page.getByRole('heading', { level: 2, name: title });
const story = (page: Page) => page.getByRole('complementary');
const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Reads a chapter to its end, skipping its question. */
async function readOn(page: Page, words: { next: string; skip: string; nextChapter: string }): Promise<void> {
  const last = words.nextChapter;
  for (let beat = 0; beat < 8; beat++) {
    const onward = story(page).getByRole('button', {
      name: new RegExp(`^(${words.next}|${words.skip}|${last})$`),
    });
    const name = (await onward.textContent()) ?? '';
    if (name === last || (await onward.isDisabled())) return;
    await press(page, name);
  }
  throw new Error('The chapter does not end.');
}

test('all chapters by keyboard alone, wide, in English', async ({ page }) => {
  await openIdle(page, ON_CPU);
  await expect(page.getByText('Eight short chapters')).toBeVisible();
  await press(page, 'Story');
  await expect(heading(page, TITLES.en[0])).toBeVisible();
  await expect(page.getByText('Eight short chapters')).toHaveCount(0);
  // Nothing plays by itself for readers who want little motion.
  await expect(story(page).getByRole('button', { name: 'Play', exact: true })).toHaveCount(0);

  // A pick: the text stops before the answer, which the run gives.
  await press(page, 'Next');
  await expect(page.getByText('network calls in a row, ')).toHaveCount(0);
  await tabTo(page, '1', 'radio');
  await page.keyboard.press('ArrowDown');
  await press(page, 'This is my answer');
  await expect(story(page)).toContainText('You said: 2. The run says: 1.');
  await expect(story(page)).toContainText('128 network calls in a row, 1 at a time');

  // A curve: the pad stands in the place of the plots, its points move by arrow keys, and the run is compared.
  await page.keyboard.press('PageDown');
  await expect(heading(page, TITLES.en[1])).toBeVisible();
  await expect(page.getByRole('img', { name: /^Error to the sequential/ })).toHaveCount(0);
  await press(page, 'Next');
  await tabTo(page, 'After 0 rounds', 'slider');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('slider', { name: 'After 0 rounds' })).toHaveAttribute('aria-valuetext', '3.2');
  await expect(page.getByRole('slider', { name: 'After 2 rounds' })).toHaveAttribute('aria-valuetext', '0.32');
  await expectAccessible(page);
  await press(page, 'This is my answer');
  await expect(story(page)).toContainText(
    /Your curve is off by a factor of [\d.,]+ on average\..* you drew 3\.2 at most\./,
  );
  await expect(page.getByRole('img', { name: /^Error to the sequential/ })).toBeVisible();

  for (let chapter = 3; chapter <= 8; chapter++) {
    await page.keyboard.press('PageDown');
    await expect(heading(page, TITLES.en[chapter - 1]!)).toBeVisible();
    await readOn(page, { next: 'Next', skip: 'Skip the question', nextChapter: 'Next chapter' });
  }
  await expect(page.getByRole('tab', { name: 'Race' })).toHaveAttribute('aria-selected', 'true');
  await expectAccessible(page);
  const chapters = page.getByRole('navigation', { name: 'Chapters' }).getByRole('button');
  await expect(chapters).toHaveCount(8);
  for (const button of await chapters.all()) await expect(button).toHaveAccessibleName(/\(read\)$/);

  // The slider scrubs, and the address has the place.
  await tabTo(page, 'Place in the chapter', 'slider');
  await page.keyboard.press('Home');
  for (let step = 0; step < 5; step++) await page.keyboard.press('ArrowRight');
  await expect.poll(() => page.url()).toContain('chapter=8&place=0.05');
  await page.reload();
  await expect(heading(page, TITLES.en[7])).toBeVisible();
  await expect(page.getByRole('slider', { name: 'Place in the chapter' })).toHaveValue('5');
  await page.goBack();
  await expect(heading(page, TITLES.en[6])).toBeVisible();

  // Answers are here still, until they are forgotten.
  await page.keyboard.press('Escape');
  await press(page, '1: The serial chain (read)');
  await press(page, 'Next');
  await press(page, 'Next');
  await expect(story(page)).toContainText('The run says: 1.');
  await press(page, 'Forget my answers');
  await expect(story(page)).not.toContainText('The run says');
  await expect(story(page).getByRole('radio')).toHaveCount(4);

  await press(page, 'Try it yourself');
  await expect(story(page).getByRole('button', { name: 'Undo' })).toBeVisible();
  expect(page.url()).not.toContain('chapter=');
});

test('a link to what follows a question shows it, with its run', async ({ page }) => {
  await page.goto(`./?${ON_CPU}#v=1&language=en&chapter=1&place=1`);
  await expect(story(page)).toContainText('128 network calls in a row, 1 at a time');
  await expect(story(page)).toContainText('You skipped the question.');
  await press(page, 'Ask me again');
  await expect(story(page).getByRole('radio')).toHaveCount(4);
  await expect(story(page)).not.toContainText('network calls in a row');
});

test('all chapters by keyboard alone at 360 px, in Chinese', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await openIdle(page, '', '#v=1&language=zh&chapter=1');
  for (let chapter = 1; chapter <= 8; chapter++) {
    await expect(heading(page, TITLES.zh[chapter - 1]!)).toBeVisible();
    await readOn(page, { next: '继续', skip: '跳过问题', nextChapter: '下一章' });
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    if (chapter === 4) await expectAccessible(page);
    if (chapter < 8) await press(page, '下一章');
  }
  await page.keyboard.press('PageUp');
  await expect(heading(page, TITLES.zh[6])).toBeVisible();
  await page.reload();
  await expect(heading(page, TITLES.zh[6])).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans');
});
