// The page in another language: all that a reader sees or hears is Chinese but for names, English sentences are marked as such, and
// the choice outlasts a reload and goes with a link.

import type { Page } from '@playwright/test';
import { strangersIn } from '../test/latin-names';
import { expectAccessible } from './accessible';
import { expect, ON_CPU, openIdle, run, SMALL, settled, test } from './playground';

/** All that is seen or heard of the page: texts, names and hints, without what is marked as English and without equations. */
function textsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const texts: string[] = [];
    const skipped = 'script, style, noscript, math, textarea, [lang=en]';
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ALL);
    for (let node: Node | null = walker.currentNode; node; node = walker.nextNode()) {
      const element = node instanceof Element ? node : node.parentElement;
      if (!element || element.closest(skipped)) continue;
      if (node instanceof Text) texts.push(node.data);
      if (node instanceof Element)
        for (const name of ['aria-label', 'aria-valuetext', 'title', 'placeholder', 'alt'])
          texts.push(node.getAttribute(name) ?? '');
    }
    return texts.filter((text) => /\S/.test(text));
  });
}

/** Everything is Chinese, as far as it is shown at present. */
async function expectChinese(page: Page, where: string): Promise<void> {
  const texts = await textsOf(page);
  expect(texts.filter((text) => /\p{Script=Han}/u.test(text)).length, where).toBeGreaterThan(20);
  // The adapter's name is its own.
  const ofPage = texts.map((text) => text.replace(/（[^（）]*swiftshader[^（）]*）/i, ''));
  expect([...new Set(ofPage.filter((text) => strangersIn(text).length > 0))], where).toEqual([]);
}

const language = (page: Page) => page.getByRole('combobox', { name: /^(Language|语言)$/ });
const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test('in Chinese everything is Chinese but for names; a reload and a link keep it', async ({ page, browser }) => {
  await openIdle(page, ON_CPU);
  await language(page).selectOption({ label: '中文' });
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans');
  await expect(page).toHaveTitle(/\p{Script=Han}/u);
  await run(page, SMALL);
  await expect(page.getByRole('status').filter({ hasText: '误差峰值' })).toContainText('串行路径');
  await expectChinese(page, 'the figure');
  await expectAccessible(page);

  const method = page.getByRole('combobox', { name: '方法', exact: true });
  for (const value of await method
    .locator('option')
    .evaluateAll((all) => all.map((one) => one.getAttribute('value')))) {
    await method.selectOption(value);
    await expectChinese(page, `the method ${value}`);
  }
  for (const name of ['帮助', '导出', '分享', '以 JSON 编辑…', /^数据：相对串行解/]) {
    await page.getByRole('button', { name, exact: true }).click();
    await expectChinese(page, String(name));
    await page.keyboard.press('Escape');
  }

  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans');
  await expect(language(page)).toHaveValue('zh');
  await page.getByRole('button', { name: '分享' }).click();
  const link = await page.getByRole('dialog').getByLabel('链接').inputValue();

  // For a reader whose device is set to English.
  const elsewhere = await browser.newContext({ locale: 'en-US', baseURL: new URL(link).origin });
  const other = await elsewhere.newPage();
  await other.goto(link);
  expect(await settled(other)).toBe('done');
  await expect(other.locator('html')).toHaveAttribute('lang', 'zh-Hans');
  await other.goto('./?run=0');
  await expect(other.locator('html')).toHaveAttribute('lang', 'en');
  await elsewhere.close();
});

test('the panels of many runs and the labs are Chinese too', async ({ page }) => {
  await openIdle(page, ON_CPU, '#v=1&language=zh');
  await run(page, SMALL);
  await page.getByRole('tab', { name: '竞速' }).click();
  await page.getByRole('button', { name: '开始竞速' }).click();
  await page.locator('html[data-race=done]').waitFor({ state: 'attached' });
  await expect(page.getByText(/最先到达/).first()).toBeVisible();
  await expectChinese(page, 'the race');
  await page.getByRole('button', { name: '添加赛道…' }).click();
  await expectChinese(page, 'a lane');
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: '样本质量' }).click();
  await expect(page.getByRole('button', { name: '测量', exact: true })).toBeVisible();
  await expectChinese(page, 'quality');
  await page.getByRole('tab', { name: '实验' }).click();
  for (const lab of await page.locator('.lab-choice').getByRole('radio').all()) {
    await lab.check();
    await expectChinese(page, `the lab ${await lab.inputValue()}`);
  }
  await expectAccessible(page);
});

test('sentences about mistakes stay English, and are marked as such', async ({ page }) => {
  await openIdle(page, ON_CPU, '#v=1&language=zh');
  await page.getByRole('textbox', { name: '块数', exact: true }).fill('0');
  const mistake = page.locator('.field .mistake');
  await expect(mistake).toContainText('blocks is 0; allowed');
  await expect(mistake.locator('[lang=en]')).toHaveText((await mistake.textContent()) ?? '');
  await expectChinese(page, 'a wrong setting');
  await page.getByRole('textbox', { name: '块数', exact: true }).fill('三');
  await expect(mistake).toHaveText('“三”不是数。');
  await page.evaluate(() => {
    location.hash = '#v=99';
  });
  const alert = page.getByRole('alert').locator('[lang=en]');
  await expect(alert).toContainText('The link is of version 99');
  await expectChinese(page, 'a wrong link');
});

test('a first visit follows the browser, unless a link says otherwise', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ locale: 'zh-CN', baseURL: baseURL ?? '' });
  const page = await context.newPage();
  await page.goto(`./?run=0${ON_CPU}`);
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans');
  await page.goto(`./?run=0${ON_CPU}#v=1&language=en`);
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(language(page)).toHaveValue('en');
  await context.close();
});

test('in Chinese nothing scrolls sideways at 360 px, and all of it is on one screen at 1280 x 800', async ({
  page,
}) => {
  await openIdle(page, '', '#v=1&language=zh');
  await run(page, SMALL);
  expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBeLessThanOrEqual(0);
  await page.setViewportSize({ width: 360, height: 740 });
  // The drawings follow in the next frames.
  await expect.poll(() => overflow(page)).toBeLessThanOrEqual(0);
  await page.getByRole('button', { name: '设置', exact: true }).click();
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  await page.getByRole('button', { name: '关闭设置' }).click();
  for (const name of ['竞速', '样本质量']) {
    await page.getByRole('tab', { name }).click();
    expect(await overflow(page), name).toBeLessThanOrEqual(0);
  }
  await expectAccessible(page);
});
