// Faults of accessibility that a machine can find.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';

/** The script of axe, of the version that its builder for Playwright brings. The builder itself sends it twice and opens another page for
 * every look, which takes ten times the look. */
const AXE = readFileSync(
  createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js'),
  'utf8',
);

/** What axe tells of a fault, as far as it is told here. */
interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly target: readonly unknown[] }[];
}

interface Axe {
  run(context: Document, options: object): Promise<{ readonly violations: readonly Violation[] }>;
}

/** No serious or critical fault on the page as it is shown.
 * @param rules names of the rules to try; all where none is named */
export async function expectAccessible(page: Page, ...rules: string[]): Promise<void> {
  for (const frame of page.frames()) {
    if (!(await frame.evaluate(() => 'axe' in window))) await frame.evaluate(`${AXE};undefined`);
  }
  const violations = await page.evaluate(async (names) => {
    const { axe } = window as unknown as { readonly axe: Axe };
    const only = names.length > 0 ? { runOnly: names } : {};
    return (await axe.run(document, { resultTypes: ['violations'], ...only })).violations;
  }, rules);
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const told = serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  expect(told).toEqual([]);
}

/** The faults that a page can have in its other colours alone. */
export const COLOURS = ['color-contrast', 'link-in-text-block'];
