// The story by keyboard alone: all eight chapters in both languages, on a wide page and at 360 px, with little motion.

import type { Locator, Page } from '@playwright/test';
import { CHAPTER_NAMES } from '../src/story/chapter';
import { wordsOf } from '../src/words';
import { expectAccessible } from './accessible';
import { expect, ON_CPU, openIdle, test } from './playground';

/** Title of a chapter by its number. */
function titleOf(language: Language, number: number): string {
  const name = CHAPTER_NAMES[number - 1];
  if (!name) throw new Error(`There is no chapter ${number}.`);
  return wordsOf(language).story.chapters[name].title;
}

/** Words of the controls, by the language of the page. */
const WORDS = {
  en: { next: 'Next', skip: 'Skip the question', nextChapter: 'Next chapter', end: 'To the labs', tag: 'en' },
  zh: { next: '继续', skip: '跳过问题', nextChapter: '下一章', end: '前往实验', tag: 'zh-Hans' },
} as const;
type Language = keyof typeof WORDS;

const SIZES = { wide: { width: 1280, height: 800 }, '360 px': { width: 360, height: 740 } } as const;
type Size = keyof typeof SIZES;

/** A part of the figure that the last paragraph of each chapter speaks of. */
const LOOKED_AT = [
  '.stages > .chart:last-child',
  '.chart.convergence',
  '.chart.convergence',
  '#panel-figure .chart.heatmap',
  '.lab-figure.block-length',
  '.lab-figure.block-length',
  '.lab-figure.dimension',
  '.chart.race-lanes',
] as const;

test.beforeEach(({ page }) => page.emulateMedia({ reducedMotion: 'reduce' }));

/** Presses Tab until a control has the focus. */
async function tabTo(page: Page, control: Locator): Promise<void> {
  const wanted = await control.elementHandle();
  for (let press = 0; press < 70; press++) {
    if (await wanted?.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${control} is not reached by Tab.`);
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first();

/** Presses a button by keyboard. */
async function press(page: Page, control: Locator): Promise<void> {
  await tabTo(page, control);
  await page.keyboard.press('Enter');
}

const heading = (page: Page, title: string) => page.getByRole('heading', { level: 2, name: title });
const story = (page: Page) => page.getByRole('complementary');
/** The button that goes on. By its place: to look for it by its name takes longer than the step. */
const onward = (page: Page) => page.locator('.story-moves button').last();

/** Reads a chapter to its end by keyboard, skipping its question. */
async function readOn(page: Page, { next, skip, nextChapter, end }: (typeof WORDS)[Language]): Promise<void> {
  for (let beat = 0; beat < 8; beat++) {
    const name = await onward(page).textContent();
    if (name === nextChapter || name === end) return;
    expect([next, skip]).toContain(name);
    await press(page, onward(page));
  }
  throw new Error('The chapter does not end.');
}

/** Reads the open chapter and all after it by keyboard.
 * @param looked the chapter at whose end faults of accessibility are looked for */
async function walk(page: Page, language: Language, looked: number, from = 1): Promise<void> {
  for (let chapter = from; chapter <= 8; chapter++) {
    await expect(page.locator('.story > h2')).toHaveText(new RegExp(titleOf(language, chapter)));
    await readOn(page, WORDS[language]);
    const overflow = () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(await overflow()).toBeLessThanOrEqual(0);
    // The newest paragraph is in sight, and with it what it speaks of.
    await expect(page.locator('.story-text [aria-current]')).toBeInViewport();
    await expect(page.locator(LOOKED_AT[chapter - 1]!)).toBeInViewport();
    if (chapter === looked) await expectAccessible(page);
    if (chapter < 8) await press(page, onward(page));
  }
}

test('all chapters by keyboard alone: en, wide, with answers', async ({ page }) => {
  await openIdle(page, ON_CPU);
  await expect(page.getByText('Eight short chapters')).toBeVisible();
  await press(page, button(page, 'Story'));
  await expect(heading(page, titleOf('en', 1))).toBeVisible();
  await expect(page.getByText('Eight short chapters')).toHaveCount(0);
  // Nothing plays by itself for readers who want little motion.
  await expect(story(page).getByRole('button', { name: 'Play', exact: true })).toHaveCount(0);

  // A pick: the text stops before the answer, which the run gives.
  await press(page, button(page, 'Next'));
  await expect(page.getByText('network calls in a row, ')).toHaveCount(0);
  await tabTo(page, page.getByRole('radio', { name: '1', exact: true }));
  await page.keyboard.press('ArrowDown');
  await press(page, button(page, 'This is my answer'));
  await expect(story(page)).toContainText('You said: 2. The run says: 1.');
  await expect(story(page)).toContainText('128 network calls in a row, 1 at a time');

  // A curve: the pad stands in the place of the plots, its points move by arrow keys, and the run is compared.
  await page.keyboard.press('PageDown');
  await expect(heading(page, titleOf('en', 2))).toBeVisible();
  await expect(page.getByRole('img', { name: /^Error to the sequential/ })).toHaveCount(0);
  await press(page, button(page, 'Next'));
  await tabTo(page, page.getByRole('slider', { name: 'After 0 rounds', exact: true }));
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('slider', { name: 'After 0 rounds' })).toHaveAttribute('aria-valuetext', '3.2');
  await expect(page.getByRole('slider', { name: 'After 2 rounds' })).toHaveAttribute('aria-valuetext', '0.32');
  await expectAccessible(page);
  await press(page, button(page, 'This is my answer'));
  await expect(story(page)).toContainText(
    /Your curve is off by a factor of [\d.,]+ on average\..* you drew 3\.2 at most\./,
  );
  await expect(page.getByRole('img', { name: /^Error to the sequential/ })).toBeVisible();

  await page.keyboard.press('PageDown');
  await walk(page, 'en', 8, 3);
  await expect(page.getByRole('tab', { name: 'Race' })).toHaveAttribute('aria-selected', 'true');
  const chapters = page.getByRole('navigation', { name: 'Chapters' }).getByRole('button');
  await expect(chapters).toHaveCount(8);
  for (const button of await chapters.all()) await expect(button).toHaveAccessibleName(/\(read\)$/);

  // The slider scrubs, and the address has the place.
  await tabTo(page, page.getByRole('slider', { name: 'Place in the chapter', exact: true }));
  await page.keyboard.press('Home');
  for (let step = 0; step < 5; step++) await page.keyboard.press('ArrowRight');
  await expect.poll(() => page.url()).toContain('chapter=8&place=0.05');
  await page.reload();
  await expect(heading(page, titleOf('en', 8))).toBeVisible();
  await expect(page.getByRole('slider', { name: 'Place in the chapter' })).toHaveValue('5');
  await page.goBack();
  await expect(heading(page, titleOf('en', 7))).toBeVisible();

  // Answers are here still, until they are forgotten.
  await page.keyboard.press('Escape');
  await press(page, button(page, '1: The serial chain (read)'));
  await press(page, button(page, 'Next'));
  await press(page, button(page, 'Next'));
  await expect(story(page)).toContainText('The run says: 1.');
  await press(page, button(page, 'Forget my answers'));
  await expect(story(page)).not.toContainText('The run says');
  await expect(story(page).getByRole('radio')).toHaveCount(4);

  await press(page, button(page, 'Try it yourself'));
  await expect(story(page).getByRole('button', { name: 'Undo' })).toBeVisible();
  expect(page.url()).not.toContain('chapter=');
});

test('a link to what follows a question shows it, with its run', async ({ page }) => {
  // Earlier paragraphs speak of another run than the one beside the last.
  await page.goto(`./?${ON_CPU}#v=1&language=en&chapter=3&place=1`);
  await expect(story(page)).toContainText('You skipped the question.');
  await expect(page.locator('.story-text')).not.toContainText('…');
  await page.goto(`./?${ON_CPU}#v=1&language=en&chapter=1&place=1`);
  await expect(story(page)).toContainText('128 network calls in a row, 1 at a time');
  await expect(story(page)).toContainText('You skipped the question.');
  await press(page, button(page, 'Ask me again'));
  await expect(story(page).getByRole('radio')).toHaveCount(4);
  await expect(story(page)).not.toContainText('network calls in a row');
});

const WALKS: readonly (readonly [Language, Size, looked: number])[] = [
  ['en', '360 px', 6],
  ['zh', 'wide', 7],
  ['zh', '360 px', 4],
];
for (const [language, size, looked] of WALKS) {
  test(`all chapters by keyboard alone: ${language}, ${size}`, async ({ page }) => {
    await page.setViewportSize(SIZES[size]);
    await page.goto(`./?run=0${ON_CPU}#v=1&language=${language}&chapter=1`);
    await walk(page, language, looked);
    await page.keyboard.press('PageUp');
    await expect(heading(page, titleOf(language, 7))).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', WORDS[language].tag);
  });
}
