// The results of the bench as a Markdown page.

import { PASS_NAMES } from '../../src/core/cost-profile';
import type {
  BenchResults,
  Measured,
  OverheadPart,
  PagePart,
  PeersPart,
  RunsPart,
  ScalingPart,
  ThroughputPart,
} from './report';
import { spread } from './timing';

type Cells = readonly (string | number)[];

const row = (cells: Cells) => `| ${cells.join(' | ')} |`;
const table = (head: readonly string[], rows: readonly Cells[]) => [
  row(head),
  row(head.map(() => '---')),
  ...rows.map(row),
];
const grouped = (value: number) => value.toLocaleString('en');
const giga = (rate: number) => (rate / 1e9).toFixed(2);
const percent = (share: number) => `${(100 * share).toFixed(0)} %`;
const kilobytes = (bytes: number) => `${grouped(Math.round(bytes / 1000))} kB`;
const digits = (value: number) => (value >= 1000 ? grouped(Math.round(value)) : value.toPrecision(3));
const networkName = ({ dimension, width, depth }: { dimension: number; width: number; depth: number }) =>
  `dimension ${dimension}, ${depth} hidden layers of ${width}`;

function place({ adapter, size }: Measured, where: string): string {
  const small = size === 'small' ? ' A trial of small size: its numbers mean little.' : '';
  return `Adapter: ${adapter}, in ${where}.${small}`;
}

/** The rate that shares are of: it is measured before every row, and differs from one to the next. */
function multiplyAdds(rows: readonly { readonly multiplyAddRate: number }[]): string {
  const { median, range } = spread(rows.map((row) => row.multiplyAddRate));
  return `Multiply-adds that stay in registers, measured before every row: ${giga(median)} GFLOP/s (${range.map(giga).join(' to ')}).`;
}

function throughputTables(part: ThroughputPart): string[] {
  const { evaluations, tiles } = part;
  return [
    '## One network evaluation',
    '',
    `${place(part, 'Node')} ${multiplyAdds(evaluations)} The error is the largest against float64, relative to the largest score.`,
    '',
    ...table(
      ['dimension', 'width', 'hidden layers', 'rows', 'tile', 'ms', 'GFLOP/s', 'of the multiply-add rate', 'error'],
      evaluations.map(({ dimension, width, depth, rows, tile, seconds, rate, multiplyAddRate, error }) => [
        dimension,
        width,
        depth,
        grouped(rows),
        tile,
        digits(1000 * seconds),
        giga(rate),
        percent(rate / multiplyAddRate),
        error.toExponential(1),
      ]),
    ),
    '',
    '### Tiles',
    '',
    'All layers in one kernel: `fused-`, vectors of four rows, outputs of a thread, tiles of a workgroup. A kernel a layer: `layers-`, the same, threads along rows and outputs. Rows of a thread through all layers in private memory: `rows-`, vectors of four rows.',
    '',
    ...table(
      ['width', 'rows', 'tile', 'GFLOP/s'],
      tiles.map(({ width, rows, tile, rate }) => [width, grouped(rows), tile, giga(rate)]),
    ),
  ];
}

function peersTables(part: PeersPart): string[] {
  const { versions, network, rates, tiles, browser } = part;
  const version = (library: string) => (versions[library] ? `${library} ${versions[library]}` : library);
  return [
    '## The same network in other libraries',
    '',
    `${place(part, `a browser (${browserName(browser)})`)} All on WebGPU, in one page, on the same rows of the same network (${networkName(network)}, SiLU), as often in a row as told, each evaluation on the result of the one before, the last read back. The time is that of a long chain less that of one evaluation. ${multiplyAdds(rates.filter((rate) => 'rate' in rate))}`,
    '',
    ...table(
      ['rows', 'library', 'ms', 'GFLOP/s', 'of the multiply-add rate', 'dispatches', 'error', 'error of the chain'],
      rates.map((rate) =>
        'failure' in rate
          ? [
              grouped(rate.rows),
              version(rate.library),
              `does not run: ${inCell(rate.failure)}`,
              '–',
              '–',
              '–',
              '–',
              '–',
            ]
          : [
              grouped(rate.rows),
              version(rate.library),
              digits(1000 * rate.seconds),
              giga(rate.rate),
              percent(rate.rate / rate.multiplyAddRate),
              rate.dispatches,
              rate.error.toExponential(1),
              rate.chainError.toExponential(1),
            ],
      ),
    ),
    '',
    'Times as fast as the best of the others:',
    '',
    ...table(
      ['rows', 'best other', "the engine's tile", 'the best tile'],
      part.ratios.map(({ rows, best, taken, bestTile }) => [
        grouped(rows),
        best ?? '–',
        taken?.toFixed(2) ?? '–',
        bestTile?.toFixed(2) ?? '–',
      ]),
    ),
    '',
    ...table(
      ['rows', 'tile', 'GFLOP/s'],
      tiles.map(({ rows, tile, rate }) => [grouped(rows), tile, giga(rate)]),
    ),
  ];
}

const inCell = (text: string) => text.replace(/\s+/g, ' ').replaceAll('|', '\\|');

function browserName(userAgent: string): string {
  return /\w*(Chrome|Firefox)\/[\d.]+/.exec(userAgent)?.[0] ?? inCell(userAgent);
}

function overheadTables(part: OverheadPart): string[] {
  const { emptyDispatch, emptyIndirect, runs } = part;
  const timed = runs.flatMap((run) => (run.times ? [{ ...run, times: run.times }] : []));
  const passes = PASS_NAMES.filter((name) => timed.some(({ times }) => times.passes[name].dispatches > 0));
  return [
    '## What a round costs beyond its arithmetic',
    '',
    `${place(part, 'Node')} The network of the default run, PIADM with the Gaussian linear part, tolerance 1e-3. Arithmetic: the network evaluations of the run's rows by themselves, one after another, each with its launch. What lies beyond, and empty dispatches, are of the fastest of many, since what else a machine does only adds. A dispatch that does nothing takes ${emptyDispatch.toFixed(1)} µs, and ${emptyIndirect.toFixed(1)} µs where the device reads its size, as of large dispatches of a round.`,
    '',
    ...table(
      [
        'particles',
        'blocks',
        'rows a round',
        'rounds',
        'run, ms',
        'by the clock, ms',
        'arithmetic, ms',
        'GFLOP/s of these rows',
        'beyond, µs a round',
        'dispatches a round',
        'beyond, in empty dispatches',
        'in those whose size the device reads',
      ],
      runs.map(({ particles, blocks, nodes, rounds, run, elapsed, arithmetic, rate, perRound, dispatches }) => [
        grouped(particles),
        blocks,
        grouped(nodes * particles),
        rounds,
        digits(run),
        digits(elapsed),
        digits(arithmetic),
        giga(rate),
        grouped(Math.round(perRound)),
        dispatches,
        (perRound / emptyDispatch).toFixed(1),
        (perRound / emptyIndirect).toFixed(1),
      ]),
    ),
    ...(timed.length === 0
      ? []
      : [
          '',
          'Milliseconds by pass, of another run in which every kernel was timed by itself:',
          '',
          ...table(
            ['particles', ...passes, 'without work'],
            timed.map(({ particles, times }) => [
              grouped(particles),
              ...passes.map((name) => digits(times.passes[name].milliseconds)),
              digits(times.surplus.milliseconds),
            ]),
          ),
        ]),
  ];
}

const TIMES = ['rounds', 'evaluations', 'parallel, ms', 'sequential, ms', 'sequential / parallel'];

const timesOf = ({ rounds, evaluations, parallel, sequential }: RunsPart['runs'][number]): Cells => [
  rounds,
  grouped(evaluations),
  digits(parallel),
  digits(sequential),
  (sequential / parallel).toFixed(2),
];

function runsTables(part: RunsPart): string[] {
  return [
    `## Sequential against parallel, ${part.steps} steps`,
    '',
    `${place(part, 'Node')} The network of the default run, PIADM with the Gaussian linear part, tolerance 1e-3. Evaluations are rows a particle.`,
    '',
    ...table(
      ['particles', 'blocks', ...TIMES],
      part.runs.map((run) => [grouped(run.particles), run.blocks, ...timesOf(run)]),
    ),
    ...tunedTable(part.tuned),
  ];
}

function tunedTable(tuned: RunsPart['tuned']): string[] {
  const found = Object.entries(tuned);
  if (found.length === 0) return [];
  const rows = found.map(([key, tile]) => [...key.split('|').slice(1), tile]);
  return ['', 'Tiles that the tuner has found:', '', ...table(['network', 'rows', 'tile'], rows)];
}

function scalingTables(part: ScalingPart): string[] {
  const [first] = part.runs;
  const [particles, blocks] = [first?.particles ?? 0, first?.blocks ?? 0];
  return [
    '## Dimension and steps',
    '',
    `${place(part, 'Node')} PIADM without a linear part of the data, tolerance 1e-3, ${particles} particles, ${blocks} blocks; a Gaussian, eight random components, and the ring of the presets.`,
    '',
    ...table(
      ['target', 'dimension', 'steps', ...TIMES],
      part.runs.map((run) => [run.target, grouped(run.dimension), grouped(run.steps), ...timesOf(run)]),
    ),
  ];
}

function pageTables(part: PagePart): string[] {
  const { bytes, longestTask, firstPaint, firstPicture, runDone, browser } = part;
  const task = ({ processor, elapsed }: PagePart['longestTask']['run']) =>
    `${Math.round(processor)} ms on a processor, ${Math.round(elapsed)} ms by the clock`;
  return [
    '## First visit of the built page',
    '',
    `${place(part, `a browser (${browserName(browser)})`)} The host compresses text with gzip and is on this machine. The first picture is the first frame that a stage has drawn. On a software adapter all of it waits for the processors on which the run computes.`,
    '',
    ...table(
      ['', ''],
      [
        [
          'page and default run',
          `${bytes.page.files} files, ${kilobytes(bytes.page.sent)} sent, ${kilobytes(bytes.page.raw)} of contents`,
        ],
        [
          'with the copy for visits without a network',
          `${bytes.all.files} requests, ${kilobytes(bytes.all.sent)} sent, ${kilobytes(bytes.all.raw)} of contents`,
        ],
        ['first text', `${Math.round(firstPaint)} ms`],
        ['first picture', `${Math.round(firstPicture)} ms`],
        ['default run done', `${Math.round(runDone)} ms`],
        ['longest task before the run', task(longestTask.start)],
        ['longest task of the run', task(longestTask.run)],
      ],
    ),
  ];
}

/** The page of the parts that there are. */
export function tableOf({ throughput, peers, overhead, runs, scaling, page }: BenchResults): string {
  const parts = [
    throughput && throughputTables(throughput),
    peers && peersTables(peers),
    overhead && overheadTables(overhead),
    runs && runsTables(runs),
    scaling && scalingTables(scaling),
    page && pageTables(page),
  ].filter((lines) => lines !== undefined);
  return `${['# Speed', '', 'Made by `npm run bench`.', ...parts.flatMap((lines) => ['', ...lines])].join('\n')}\n`;
}
