// The two parts of the comparison. The float64 part finds each method's tolerance and measures single particles; the GPU part
// follows it and repeats every cell with that tolerance in float32. They run in processes of their own, side by side.

import { parseModel } from '../../src/core/model-file';
import { parseSpec } from '../../src/core/parse-spec';
import { planRun } from '../../src/core/plan';
import type { NetworkModel } from '../../src/core/scores';
import { resolveTarget } from '../../src/core/targets';
import { createEngine } from '../../src/engine/create-engine';
import { nodeGpu } from '../node-gpu';
import { loadModel } from '../sample/sample';
import { callsOfTrace, climb, LADDER, type Measurement, measurementOf } from './measurement';
import { cellOf, type Lane, lanes, type Problem, problems, type Size, specOf } from './problems';
import { Store } from './store';

export interface PartOptions {
  readonly folder: string;
  readonly size: Size;
  /** Only problems and lanes whose names contain this. */
  readonly only: string;
  readonly say: (line: string) => void;
}

interface CellName {
  readonly problem: Problem;
  readonly lane: Lane;
}

/** The cells of the comparison, problem by problem. */
export function cellsOf(only: string): CellName[] {
  return problems.flatMap((problem) =>
    lanes
      .filter((lane) => lane.suits(problem) && `${problem.name}: ${lane.name}`.includes(only))
      .map((lane) => ({ problem, lane })),
  );
}

const networks = new Map<string, NetworkModel>();

async function networkOf(problem: Problem): Promise<NetworkModel | null> {
  const { target } = problem.fields;
  if (target.kind !== 'network') return null;
  const known = networks.get(target.name) ?? parseModel(target.name, await loadModel(target.name));
  networks.set(target.name, known);
  return known;
}

const words = ({ tolerance, rounds, median, worst, error }: Measurement) =>
  `${rounds} rounds at tolerance ${tolerance} (agreement ${median ?? 'never'} / ${worst ?? 'never'}, error ${error?.toExponential(1) ?? 'not finite'})`;

/** Measures what is missing in float64. */
export async function runFloat64({ folder, size, only, say }: PartOptions): Promise<void> {
  const store = new Store(folder, 'float64', size);
  for (const cell of cellsOf(only)) {
    const names = cellOf(cell.problem, cell.lane, size);
    if (store.find(names)) continue;
    const network = await networkOf(cell.problem);
    const measurement = climb((tolerance) => {
      const checked = parseSpec(specOf(cell.problem, cell.lane, size, tolerance));
      return planRun(checked, resolveTarget(checked.target, network));
    });
    store.add({ ...names, measurement }, 'float64 on the CPU');
    say(`float64  ${cell.problem.name}: ${cell.lane.name}: ${words(measurement)}`);
  }
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Measures what is missing on the GPU, as the float64 part finds tolerances; ends when that has ended. */
export async function runOnGpu(options: PartOptions, float64Ended: () => boolean): Promise<void> {
  const { folder, size, only, say } = options;
  const engine = await createEngine({ backend: 'webgpu', gpu: await nodeGpu(), loadModel });
  const store = new Store(folder, 'gpu', size);
  const float64 = new Store(folder, 'float64', size);
  try {
    for (const cell of cellsOf(only)) {
      const names = cellOf(cell.problem, cell.lane, size);
      const found = () => float64.find(names);
      while (!found()) {
        const ended = float64Ended();
        float64.refresh();
        if (found() || ended) break;
        await pause(200);
      }
      const tolerance = found()?.tolerance ?? LADDER.at(-1) ?? 0;
      if (store.find(names)?.tolerance === tolerance) continue;
      const trace = await engine.run(parseSpec(specOf(cell.problem, cell.lane, size, tolerance)));
      const measurement = measurementOf(trace, tolerance, callsOfTrace(trace));
      store.add({ ...names, measurement }, engine.adapter.name);
      say(`gpu      ${cell.problem.name}: ${cell.lane.name}: ${words(measurement)}`);
    }
  } finally {
    engine.destroy();
  }
}
