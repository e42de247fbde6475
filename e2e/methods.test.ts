// Every method in the page: chosen by keyboard, run on a tiny problem, described; its settings are checked, kept and undone.

import { formatCount, formatError } from '../src/views/numbers';
import { wordsOf } from '../src/words';
import { expectAccessible } from './accessible';
import {
  expect,
  expectSentence,
  ON_CPU,
  openIdle,
  type Result,
  resultOf,
  run,
  runBy,
  SMALL,
  stateOf,
  test,
} from './playground';

type Page = Parameters<typeof openIdle>[0];

/** The methods in the order of the list, with what a tiny run of each must come to. */
const METHODS: readonly { readonly name: string; readonly kind: string; readonly check: (result: Result) => void }[] = [
  { name: 'PIADM', kind: 'piadm', check: ({ nodesInFlight }) => expect(nodesInFlight).toBe(8) },
  { name: 'Sliding window', kind: 'window', check: ({ nodesInFlight }) => expect(nodesInFlight).toBe(16) },
  { name: 'Wavefront', kind: 'wavefront', check: ({ nodesInFlight }) => expect(nodesInFlight).toBe(16) },
  { name: 'Triangular Anderson', kind: 'anderson', check: ({ nodesInFlight }) => expect(nodesInFlight).toBe(8) },
  { name: 'Parareal', kind: 'parareal', check: ({ nodesInFlight }) => expect(nodesInFlight).toBe(2) },
  { name: 'Few steps', kind: 'few-step', check: ({ rounds }) => expect(rounds).toBe(16) },
  { name: 'Sequential', kind: 'sequential', check: ({ rounds, hump }) => expect([rounds, hump]).toEqual([16, 0]) },
];

const combobox = (page: Page, name: string) => page.getByRole('combobox', { name, exact: true });
const textbox = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
const note = (page: Page) => page.getByRole('region', { name: 'What the method computes' });
const runButton = (page: Page) => page.getByRole('button', { name: /^Run/ }).first();

/** The four numbers as the page shows them. */
const numbersOf = (page: Page) =>
  page.getByRole('region', { name: 'Four numbers of this run' }).locator('dd .value').allTextContents();

test('each is chosen and run by keyboard; the numbers are those of the result', async ({ page }) => {
  await openIdle(page, ON_CPU);
  await run(page, SMALL);
  const method = combobox(page, 'Method');
  for (const [index, { name, kind, check }] of METHODS.entries()) {
    await method.focus();
    if (index > 0) await page.keyboard.press('ArrowDown');
    await expect(method).toHaveValue(kind);
    await expect(method.locator('option:checked')).toHaveText(name);
    await runButton(page).focus();
    expect(await runBy(page, () => page.keyboard.press('Enter'))).toBe('done');
    const result = await resultOf(page);
    if (!result) throw new Error('There is no result.');
    expect(result.spec).toMatchObject({ method: { kind }, blocks: 2, nodes: 8, particles: 64 });
    const { rounds, evaluations, nodesInFlight, hump } = result;
    expect(await numbersOf(page)).toEqual([
      ...[rounds, evaluations, nodesInFlight].map(formatCount),
      formatError(hump, wordsOf('en')),
    ]);
    check(result);
    // All methods solve the same equations on the same noise.
    expect(result.sequentialSteps).toBe(16);
    const last = result.segments.at(-1)?.error.at(-1);
    if (kind !== 'window') expect(last).toBeLessThan(0.01);
  }
});

test('each is described: words, set equations and a source', async ({ page }) => {
  await openIdle(page, ON_CPU);
  const method = combobox(page, 'Method');
  for (const { name, kind } of METHODS) {
    await method.selectOption(kind);
    await expect(note(page)).toContainText(`${name}.`);
    await expect(note(page)).toContainText('Source: ');
    const equations = note(page).locator('math');
    expect(await equations.count()).toBeGreaterThanOrEqual(kind === 'piadm' ? 5 : 2);
    await expect(equations.locator('merror')).toHaveCount(0);
    expect(await wideEquations(page), name).toBe(0);
  }
  await method.selectOption('piadm');
  const { length } = await combobox(page, 'Linear part').locator('option').all();
  for (let index = 0; index < length; index++) {
    await combobox(page, 'Linear part').selectOption({ index });
    const label = await combobox(page, 'Linear part').locator('option:checked').textContent();
    await expect(note(page)).toContainText(`Linear part: ${label}.`);
    expect(await wideEquations(page), label ?? '').toBe(0);
  }
  await expectAccessible(page);
});

/** Equations that do not fit beside the settings. */
const wideEquations = (page: Page) =>
  note(page)
    .locator('.equation')
    .evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth).length);

/** Mistakes: what to choose first, the field, what is typed into it, and what the sentence must hold. */
const MISTAKES: readonly (readonly [Record<string, string>, string, string, RegExp])[] = [
  [{ Method: 'window' }, 'Window, nodes', '0', /method\.window is 0; allowed are whole numbers from 1/],
  [{ Method: 'window' }, 'Tolerance × σ', '-1', /method\.tolerance is -1; allowed are numbers from/],
  [{ Method: 'anderson' }, 'Memory, rounds', '9', /method\.memory is 9; allowed are whole numbers from 1 to 5/],
  [{ Method: 'parareal' }, 'Most iterations', '1.5', /method\.iterations is 1\.5/],
  [{ Method: 'few-step' }, 'Steps', '5', /method\.steps is 5; allowed are divisors of the 16 nodes/],
  [{ Method: 'piadm', 'Linear part': 'jacobian' }, 'Eigenvalue cap', '0', /method\.jacobianCap is 0/],
  [{ 'Linear part': 'surrogate' }, 'Surrogate size', '65', /method\.surrogateComponents is 65/],
];

const CORRECTOR_MISTAKES = [
  ['Friction, √L', '0', /method\.corrector\.friction is 0/],
  ['Time, 1/√L', 'long', /"long" is not a number/],
  ['Sub-blocks', '0', /method\.corrector\.subBlocks is 0/],
  ['Steps each', '', /Enter a number/],
  ['Rounds', '-2', /method\.corrector\.rounds is -2/],
] as const;

test('a wrong setting has its sentence, stays as typed and keeps the picture', async ({ page }) => {
  await openIdle(page, ON_CPU);
  const before = await run(page, SMALL);
  const wrong = async (label: string, value: string, sentence: RegExp) => {
    const field = textbox(page, label);
    const good = await field.inputValue();
    await field.fill(value);
    const mistake = page.locator('.field .mistake').filter({ hasText: sentence });
    await expect(mistake, `${label}: ${value}`).toHaveCount(1);
    expectSentence((await mistake.textContent()) ?? '');
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await field.blur();
    await expect(field).toHaveValue(value);
    await expect(runButton(page)).toBeDisabled();
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect(field).toHaveValue(good);
    await expect(mistake).toHaveCount(0);
  };
  for (const [choices, label, value, sentence] of MISTAKES) {
    for (const [name, choice] of Object.entries(choices)) await combobox(page, name).selectOption(choice);
    await wrong(label, value, sentence);
  }
  await page.getByRole('radio', { name: 'ODE' }).check();
  await combobox(page, 'Corrector').selectOption('langevin');
  for (const [label, value, sentence] of CORRECTOR_MISTAKES) await wrong(label, value, sentence);
  expect(await resultOf(page)).toEqual(before);
  expect(await stateOf(page)).toBe('done');
});

test('settings that do not go together say so beside the field to change', async ({ page }) => {
  await openIdle(page, ON_CPU);
  await run(page, SMALL);
  const sentence = (words: string) => page.locator('.field .mistake').filter({ hasText: words });
  const [sde, ode] = [page.getByRole('radio', { name: 'SDE' }), page.getByRole('radio', { name: 'ODE' })];
  await ode.check();
  await combobox(page, 'Corrector').selectOption('langevin');
  await sde.check();
  await expect(sentence('the corrector belongs to the ODE')).toHaveCount(1);
  await combobox(page, 'Corrector').selectOption('none');
  await expect(page.locator('.mistake')).toHaveCount(0);
  await combobox(page, 'Linear part').selectOption('path-regression');
  await ode.check();
  await expect(sentence('parts without regression')).toHaveCount(1);
  await combobox(page, 'Method').selectOption('few-step');
  await combobox(page, 'Solver').selectOption('ddim');
  await sde.check();
  await expect(sentence('the other solvers are of the ODE')).toHaveCount(1);
  await expect(runButton(page)).toBeDisabled();
});

test('undo goes back over methods, and each keeps its settings', async ({ page }) => {
  await openIdle(page, ON_CPU);
  await run(page, SMALL);
  const method = combobox(page, 'Method');
  await method.selectOption('window');
  await textbox(page, 'Window, nodes').fill('12');
  await textbox(page, 'Window, nodes').blur();
  await method.selectOption('anderson');
  await textbox(page, 'Memory, rounds').fill('5');
  await textbox(page, 'Memory, rounds').blur();
  await method.selectOption('window');
  await expect(textbox(page, 'Window, nodes')).toHaveValue('12');
  const undo = page.getByRole('button', { name: 'Undo', exact: true });
  await undo.click();
  await expect(method).toHaveValue('anderson');
  await expect(textbox(page, 'Memory, rounds')).toHaveValue('5');
  for (let step = 0; step < 4; step++) await undo.click();
  await expect(method).toHaveValue('piadm');
  await expect(combobox(page, 'Linear part')).toHaveValue('gaussian-data');
  const redo = page.getByRole('button', { name: 'Redo', exact: true });
  for (let step = 0; step < 5; step++) await redo.click();
  await expect(method).toHaveValue('window');
  await expect(textbox(page, 'Window, nodes')).toHaveValue('12');
});

test('unknown names in a pasted run are sentences, and the text stays', async ({ page }) => {
  await openIdle(page, ON_CPU);
  await page.getByRole('button', { name: 'Edit as JSON…' }).click();
  const text = textbox(page, 'RunSpec');
  for (const [method, words] of [
    [{ kind: 'magic' }, 'method.kind is "magic"'],
    [{ kind: 'window', linearPart: 'magic' }, 'method.linearPart is "magic"'],
    [{ kind: 'anderson', start: 'magic' }, 'method.start is "magic"'],
    [{ kind: 'wavefront', clip: 'magic' }, 'method.clip is "magic"'],
    [{ kind: 'few-step', solver: 'magic' }, 'method.solver is "magic"'],
    [{ kind: 'parareal', pipelined: 'yes' }, 'method.pipelined is "yes"'],
    [{ kind: 'piadm', window: 8 }, 'window'],
  ] as const) {
    await text.fill(JSON.stringify({ method }));
    await page.getByRole('button', { name: 'Use this run' }).click();
    const alert = page.getByRole('dialog').getByRole('alert');
    await expect(alert).toContainText(words);
    expectSentence((await alert.textContent()) ?? '');
    await expect(text).toHaveValue(JSON.stringify({ method }));
  }
});

test('numbers that are not finite are said to be so', async ({ page }) => {
  await openIdle(page, ON_CPU);
  const half = { horizon: 12, blocks: 1, nodes: 64, precision: 'f16', particles: 16 };
  const result = await run(page, { ...SMALL, ...half, method: { iterations: 64 } });
  expect(Number.isFinite(result.hump)).toBe(false);
  expect((await numbersOf(page))[3]).toBe('not finite');
  await expect(page.getByRole('status').filter({ hasText: 'hump' })).toContainText('(hump) was not finite');
});

test('every method is described on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await openIdle(page, ON_CPU);
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  for (const { kind } of METHODS) {
    await combobox(page, 'Method').selectOption(kind);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow, kind).toBeLessThanOrEqual(0);
    expect(await wideEquations(page), kind).toBe(0);
  }
  await expectAccessible(page);
});
