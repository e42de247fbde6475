// `npm run dimension [-- --size full|small] [--folder FOLDER] [--backend cpu|webgpu]`: rounds of PIADM and of the best linear parts
// against the dimension, in float64 (the default) or on the GPU, kept as JSON (what is there already is not measured again), with
// a table and a picture of both. In float64 it takes about ten minutes and 3 GB.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { parseSpec } from '../../src/core/parse-spec';
import { planRun } from '../../src/core/plan';
import { resolveTarget } from '../../src/core/targets';
import { createEngine } from '../../src/engine/create-engine';
import { callsOfTrace, type Measurement, measurementOf, runInFloat64 } from '../compare/measurement';
import { RESULTS } from '../compare/store';
import { nodeGpu } from '../node-gpu';
import { loadModel } from '../sample/sample';
import { dimensionPicture, type Line } from './picture';
import { type Dimension, type Method, methods, SIZES, type Size, specOf } from './settings';

interface Result {
  readonly backend: string;
  readonly dimension: number;
  readonly method: string;
  readonly spec: object;
  readonly steps: number;
  readonly measurement: Measurement;
}

const say = (line: string) => process.stderr.write(`${line}\n`);

function commandOf(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      size: { type: 'string', default: 'full' },
      folder: { type: 'string', default: RESULTS },
      backend: { type: 'string', default: 'cpu' },
    },
  });
  const { size, backend, folder } = values;
  if (!Object.hasOwn(SIZES, size)) {
    throw new Error(`--size is ${JSON.stringify(size)}; allowed is ${Object.keys(SIZES).join(' or ')}.`);
  }
  if (backend !== 'cpu' && backend !== 'webgpu') {
    throw new Error(`--backend is ${JSON.stringify(backend)}; allowed is "cpu" or "webgpu".`);
  }
  return { folder, backend, size: size as Size } as const;
}

function readResults(file: string): Result[] {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Result[];
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/** Measures on one backend; `name` says what it is. */
async function measuring(backend: 'cpu' | 'webgpu') {
  if (backend === 'cpu') {
    const measure = async (spec: object, tolerance: number) => {
      const checked = parseSpec(spec);
      const { trace, calls } = runInFloat64(planRun(checked, resolveTarget(checked.target, null)));
      return measurementOf(trace, tolerance, calls);
    };
    return { name: 'float64 on the CPU', measure };
  }
  const engine = await createEngine({ backend, gpu: await nodeGpu(), loadModel });
  const measure = async (spec: object, tolerance: number) => {
    const trace = await engine.run(parseSpec(spec));
    return measurementOf(trace, tolerance, callsOfTrace(trace));
  };
  return { name: engine.adapter.name, measure };
}

const OKABE_ITO = ['#d55e00', '#0072b2', '#009e73', '#cc79a7', '#56b4e9', '#e69f00'];

function linesOf(results: readonly Result[], dimensions: readonly Dimension[]): Line[] {
  const float64 = results.filter(({ backend }) => backend.startsWith('float64'));
  const found = (size: Dimension, method: Method) =>
    float64.find((result) => result.dimension === size.dimension && result.method === method.name);
  const lines = methods.map((method, index) => ({
    name: method.name,
    colour: OKABE_ITO[index % OKABE_ITO.length] ?? '#000000',
    points: dimensions.flatMap((size) => {
      const rounds = found(size, method)?.measurement.worst;
      return rounds ? [[size.dimension, rounds] as const] : [];
    }),
  }));
  const steps = dimensions.flatMap((size) => {
    const result = float64.find(({ dimension }) => dimension === size.dimension);
    return result ? [[size.dimension, result.steps] as const] : [];
  });
  return [{ name: 'sequential steps', colour: '#6f747b', dash: [6, 4], points: steps }, ...lines].filter(
    ({ points }) => points.length > 0,
  );
}

function tableOf(results: readonly Result[], dimensions: readonly Dimension[]): string {
  const backends = [...new Set(results.map(({ backend }) => backend))];
  const row = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  const lines = [
    '# Rounds against dimension',
    '',
    'Made by `npm run dimension`: mixtures of 8 random modes of std 0.5, `T` = log d + 4, `delta` = 0.01, SDE, stretched grid. Rounds after which all nodes of a chain agree with its sequential path to 1e-3 (RMS over coordinates) and stay so; a segment stops when the worst change is below 1e-4. In float64: median / worst chain; on a GPU: of the median and the worst chain at every node. A Jacobian-vector product counts as one more evaluation.',
    '',
    '![Network calls against dimension](dimension.svg)',
  ];
  for (const backend of backends) {
    lines.push('', `## ${backend}`, '');
    lines.push(row(['method', ...dimensions.map(({ dimension, chains }) => `d = ${dimension}, ${chains} chains`)]));
    lines.push(row(['---', ...dimensions.map(() => '---')]));
    const of = (size: Dimension, name: string) =>
      results.find(
        (result) => result.backend === backend && result.dimension === size.dimension && result.method === name,
      );
    const steps = dimensions.map((size) => {
      const any = results.find(({ dimension }) => dimension === size.dimension);
      return any ? any.steps.toLocaleString('en-US') : '–';
    });
    lines.push(row(['sequential steps', ...steps]));
    for (const { name } of methods) {
      const cells = dimensions.map((size) => {
        const measured = of(size, name)?.measurement;
        if (!measured) return '–';
        const { median, worst, evaluations, hump } = measured;
        return `${median ?? '–'} / ${worst ?? '–'} (${evaluations.toLocaleString('en-US')} evaluations, hump ${hump?.toPrecision(2) ?? '–'})`;
      });
      lines.push(row([name, ...cells]));
    }
  }
  return `${lines.join('\n')}\n`;
}

async function main(): Promise<void> {
  const { folder, size, backend } = commandOf(process.argv.slice(2));
  const file = path.join(folder, `dimension-${size}.json`);
  mkdirSync(folder, { recursive: true });
  let results = readResults(file);
  const { name, measure } = await measuring(backend);
  for (const dimension of SIZES[size]) {
    for (const method of methods) {
      const spec = specOf(dimension, method);
      const same = (result: Result) =>
        result.backend === name && result.dimension === dimension.dimension && result.method === method.name;
      if (results.some((result) => same(result) && JSON.stringify(result.spec) === JSON.stringify(spec))) continue;
      const measurement = await measure(spec, 1e-4);
      const steps = (spec.blocks ?? 1) * (spec.nodes ?? 1);
      const result = { backend: name, dimension: dimension.dimension, method: method.name, spec, steps, measurement };
      results = [...results.filter((other) => !same(other)), result];
      writeFileSync(file, `${JSON.stringify(results, null, 1)}\n`);
      say(`d = ${dimension.dimension}, ${method.name}: ${measurement.median} / ${measurement.worst} of ${steps} steps`);
    }
  }
  const suffix = size === 'full' ? '' : `-${size}`;
  writeFileSync(path.join(folder, `dimension${suffix}.md`), tableOf(results, SIZES[size]));
  writeFileSync(path.join(folder, `dimension${suffix}.svg`), dimensionPicture(linesOf(results, SIZES[size])));
}

try {
  await main();
  process.exit(0);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exit(2);
}
