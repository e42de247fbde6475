// Faults of accessibility that a machine can find.

import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** No serious or critical fault on the page as it is shown.
 * @param rules names of the rules to try; all where none is named */
export async function expectAccessible(page: Page, ...rules: string[]): Promise<void> {
  const builder = new AxeBuilder({ page });
  const { violations } = await (rules.length > 0 ? builder.withRules(rules) : builder).analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const told = serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  expect(told).toEqual([]);
}

/** The faults that a page can have in its other colours alone. */
export const COLOURS = ['color-contrast', 'link-in-text-block'];
