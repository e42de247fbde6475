// The headline's results as a Markdown page.

import type { Flattery } from './flattery';
import type { Results, Run } from './main';
import { entries, TARGETS, type TargetName } from './settings';

const row = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
const dash = (value: number | null) => (value === null ? '–' : String(value));
const names: Record<TargetName, string> = { exact: 'exact score', network: 'trained network' };

function entryTable(runs: readonly Run[]): string[] {
  const head = ['seed', 'median', '99 %', 'worst', 'rule: rounds (tolerance)', 'rows a round', 'hump', 'error'];
  return [
    row(head),
    row(head.map(() => '---')),
    ...[...runs]
      .sort((a, b) => a.seed - b.seed)
      .map(({ seed, reading }) => {
        const { median, percent99, worst, rule, rowsPerRound, derivativesPerRound, hump, error } = reading;
        return row([
          seed,
          dash(median),
          dash(percent99),
          dash(worst),
          rule ? `${rule.rounds} (${rule.tolerance})` : '–',
          `${rowsPerRound}, of them ${derivativesPerRound} derivatives`,
          hump.toPrecision(2),
          error.toExponential(1),
        ]);
      }),
  ];
}

/** `3`, or `4–7` where seeds differ. */
function range(values: readonly (number | null)[]): string {
  const known = values.filter((value) => value !== null);
  if (known.length < values.length || known.length === 0) return '–';
  const [least, most] = [Math.min(...known), Math.max(...known)];
  return least === most ? String(least) : `${least}–${most}`;
}

/** One row an entry and score: what all seeds came to. */
function summaryTable(runs: readonly Run[]): string[] {
  const head = ['entry', 'score', 'seeds', 'median', '99 %', 'worst', 'rounds of the rule', 'rows a round', 'hump'];
  const lines = [row(head), row(head.map(() => '---'))];
  for (const { name } of entries) {
    for (const target of Object.keys(TARGETS) as TargetName[]) {
      const readings = runs.filter((run) => run.target === target && run.entry === name).map(({ reading }) => reading);
      const [first] = readings;
      if (!first) continue;
      lines.push(
        row([
          name,
          names[target],
          readings.length,
          range(readings.map(({ median }) => median)),
          range(readings.map(({ percent99 }) => percent99)),
          range(readings.map(({ worst }) => worst)),
          range(readings.map(({ rule }) => rule?.rounds ?? null)),
          `${first.rowsPerRound}, of them ${first.derivativesPerRound} derivatives`,
          Math.max(...readings.map(({ hump }) => hump)).toPrecision(2),
        ]),
      );
    }
  }
  return lines;
}

function flatteryText({ samples, floor, sequential, parallel, discretisation }: Flattery): string[] {
  const times = (distance: number) => (distance / floor).toFixed(2);
  return [
    '## What flatters it',
    '',
    `Squared energy distance of ${samples.toLocaleString('en-US')} samples to exact ones, as a multiple of what two exact sets give (${floor.toExponential(2)}); float64, exact score, the rounds those of the first entry.`,
    '',
    row(['sequential steps', ...sequential.map(({ steps }) => steps)]),
    row(['---', ...sequential.map(() => '---')]),
    row(['times the floor', ...sequential.map(({ distance }) => times(distance))]),
    '',
    row(['rounds', ...parallel.map(({ rounds }) => rounds)]),
    row(['---', ...parallel.map(() => '---')]),
    row(['times the floor', ...parallel.map(({ distance }) => times(distance))]),
    '',
    `The end of the 512-step path is itself ${discretisation.median.toExponential(1)} (median; worst ${discretisation.worst.toExponential(1)}) from that of the 4,096-step path on the same Brownian path.`,
  ];
}

function particles({ spec }: Run): string {
  return 'particles' in spec ? Number(spec.particles).toLocaleString('en-US') : '?';
}

/** The page of all results. */
export function headlinePage({ runs, flattery }: Results): string {
  const first = runs[0];
  const lines = [
    '# The fewest rounds',
    '',
    'Made by `npm run headline`: two moons, SDE, one block on the stretched grid, `T` = 6, `delta` = 1e-3, in float32 on the GPU. Rounds after which so many particles agree with their sequential path to 1e-3 (RMS) at every node and go on to do so. *Rule*: the loosest tolerance of 1e-1, 3e-2 … 1e-5 on the largest change that ends in agreement of all particles, and the rounds until it stops. *Rows* are per particle; a Jacobian-vector product counts as one.',
  ];
  if (first) lines.push('', `Adapter: ${first.adapter}. ${particles(first)} particles a seed.`);
  lines.push(
    '',
    '## All seeds together',
    '',
    'Ranges are from the seed with the fewest to that with the most.',
    '',
    ...summaryTable(runs),
  );
  for (const target of Object.keys(TARGETS) as TargetName[]) {
    for (const { name } of entries) {
      const own = runs.filter((run) => run.target === target && run.entry === name);
      if (own.length > 0) lines.push('', `## ${name}, ${names[target]}`, '', ...entryTable(own));
    }
  }
  if (flattery) lines.push('', ...flatteryText(flattery));
  return `${lines.join('\n')}\n`;
}
