// The comparison as a Markdown page, made of the committed results alone.

import { AGREEMENT, type Measurement } from './measurement';
import { ordersOf } from './orders';
import { cellOf, lanes, problems, SIZES, type Size } from './problems';
import { Store } from './store';

const dash = (value: number | null | undefined, format: (value: number) => string = String) =>
  value === null || value === undefined ? '–' : format(value);
const grouped = (value: number) => value.toLocaleString('en-US');
const short = (value: number) => (value >= 1e4 || value < 1e-2 ? value.toExponential(1) : value.toPrecision(2));

const agrees = ({ error }: Measurement) => error !== null && error < AGREEMENT;

function cells(float64: Measurement, gpu: Measurement | null): string[] {
  const rounds = (measured: Measurement) =>
    measured.pipelined === undefined ? String(measured.rounds) : `${measured.rounds} (${measured.pipelined})`;
  return [
    agrees(float64) ? String(float64.tolerance) : `${float64.tolerance}, fails`,
    `${dash(float64.median)} / ${dash(float64.worst)}`,
    rounds(float64),
    gpu ? rounds(gpu) : '–',
    grouped(float64.evaluations),
    grouped(float64.derivatives),
    grouped(float64.nodesInFlight),
    `${dash(float64.hump, short)}`,
    gpu ? dash(gpu.hump, short) : '–',
    `${dash(float64.error, short)}`,
    gpu ? `${dash(gpu.error, short)}${agrees(gpu) ? '' : ', fails'}` : '–',
  ];
}

const HEAD = [
  'method',
  'tolerance',
  'median / worst particle',
  'rounds, float64',
  'rounds, GPU',
  'evaluations',
  'of them derivatives',
  'nodes in flight',
  'hump, float64',
  'hump, GPU',
  'error, float64',
  'error, GPU',
];

const row = (entries: readonly string[]) => `| ${entries.join(' | ')} |`;

/** The page of a size whose results are in `folder`. */
export function comparisonPage(folder: string, size: Size): string {
  const float64 = new Store(folder, 'float64', size);
  const gpu = new Store(folder, 'gpu', size);
  const { steps, blocks, window, particles } = SIZES[size];
  const lines = [
    '# All methods on the same noise',
    '',
    `Made by \`npm run compare\`: ${steps} steps, ${particles} particles, seed 1; "blocks" are ${blocks}, a window has ${window} nodes. Planes: \`T\` = 6, \`delta\` = 1e-3; ${problems.find(({ dimension }) => dimension > 2)?.name}: \`T\` = log d + 4, \`delta\` = 0.01; stretched grid. GPU: ${gpu.adapter || 'not measured'}.`,
    '',
    `*Tolerance* is the loosest of 1e-1, 3e-2, 1e-2 … 1e-5 (in several blocks: the end of the run of passing ones around 3e-3) with which the largest error of any node and particle to the sequential path ends below ${AGREEMENT} in float64; "fails" where none does. *Rounds* are network calls in a row until the method's own rule with that tolerance has stopped the whole batch; of Parareal in brackets with its coarse sweeps overlapped. *Median / worst particle* are the rounds after which all nodes of a particle agree to ${AGREEMENT} and stay so, in the same run. *Evaluations* are rows per particle, a Jacobian-vector product counted as one more; the sequential sampler takes ${steps}. Samplers on fewer steps are not here: they solve other equations, and their paths do not agree with this one at any tolerance.`,
  ];
  for (const problem of problems) {
    const rows = lanes.flatMap((lane) => {
      if (!lane.suits(problem)) return [];
      const cell = cellOf(problem, lane, size);
      const measured = float64.find(cell);
      return measured ? [row([lane.name, ...cells(measured, gpu.find(cell))])] : [];
    });
    if (rows.length === 0) continue;
    lines.push('', `## ${problem.name}`, '', row(HEAD), row(HEAD.map(() => '---')), ...rows);
  }
  const orders = ordersOf(float64, size);
  if (orders.length > 0) {
    lines.push('', '## Orders', '', 'In float64, at the tolerances above:', '');
    lines.push(
      ...orders.map(
        ({ sentence, holds }) => `- ${sentence}${holds ? '' : ' **This is not the order that was expected.**'}`,
      ),
    );
  }
  return `${lines.join('\n')}\n`;
}
