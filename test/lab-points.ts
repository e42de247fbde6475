// Points of the labs by rules, for tests of their drawings: nothing is sampled.

import { type LabName, labs } from '../src/core/labs';
import type { LabSettings } from '../src/core/labs/controls';
import { type Lab, type LabPoint, resultOf } from '../src/core/labs/lab';
import type { RunSpec } from '../src/core/spec';
import { frontOf, syntheticTrace } from './synthetic-trace';

/** Numbers that go as those of runs do: humps grow with the length of a block, rounds with the number of blocks. */
function numbersOf({ blocks, nodes, method, precision, particles }: RunSpec) {
  const steps = blocks * nodes;
  const fixed = 'iterations' in method && method.tolerance === null ? Math.min(nodes, method.iterations) : null;
  const collapses = precision === 'f16' && blocks === 1;
  const each = fixed ?? (collapses ? nodes / 2 : Math.ceil(4 + 0.08 * nodes));
  return {
    rounds: blocks * each,
    steps,
    evaluations: steps * each,
    derivatives: 0,
    nodesInFlight: nodes,
    hump: collapses ? null : 0.1 * 1.04 ** nodes,
    error: fixed === null ? 2e-4 : 10 * Math.exp(-each) * 1.03 ** nodes,
    errorMedian: fixed === null ? 4e-5 : Math.exp(-each) * 1.03 ** nodes,
    particles,
    milliseconds: 0.3 * blocks * each + 0.001 * steps * each * particles,
    sequentialMilliseconds: 0.3 * steps + 0.001 * steps * particles,
    backend: 'cpu',
  } as const;
}

/** Errors after rounds of the duel: one block humps first and falls fast. */
function afterOf({ blocks, method, dynamics }: RunSpec) {
  const iterations = 'iterations' in method ? method.iterations : 1;
  const errorAt = (k: number) => {
    const hump = dynamics === 'sde' ? 12 - Math.log2(blocks) * 2.4 : 2 - Math.log2(blocks);
    const fall = (k * Math.sqrt(blocks)) ** 2 / 40 / blocks;
    return Math.exp(hump - fall - 0.01 * k);
  };
  const list = blocks === 1 ? Array.from({ length: iterations }, (_, index) => index + 1) : [iterations];
  return list.map((k) => ({ iterations: k, error: errorAt(k), errorMedian: errorAt(k) / 4 }));
}

/** A circle of particles, each a little beside it. */
function circle(particles: number, aside: number): (readonly [number, number])[] {
  return Array.from({ length: particles }, (_, index) => [Math.cos(index) + aside, Math.sin(index) - aside * index]);
}

/** Lanes of a race: the others end beside the sequential samples. */
function racePoints(lab: Lab, settings: LabSettings): LabPoint[] {
  return lab.runs(settings).map(({ place, spec }, index) => {
    const { particles } = spec;
    const samples = circle(particles, 1e-4 * index);
    const measured = { ...numbersOf(spec), finish: index === 2 ? null : 20, samples, reference: circle(particles, 0) };
    return { place, measured, origin: 'device', trace: syntheticTrace({ error: frontOf(index + 1) }) };
  });
}

/** A point for every run that a lab asks for, or for the one that it looks at. */
export function rulePoints(name: LabName, settings: LabSettings): LabPoint[] {
  const lab = labs[name] as unknown as Lab;
  if (name === 'race') return racePoints(lab, settings);
  if (lab.looksAtFigure)
    return [{ place: { run: 'shown' }, ...resultOf(lab, syntheticTrace({ error: frontOf(3) })), origin: 'device' }];
  return lab.runs(settings).map(({ place, spec }) => {
    const numbers = numbersOf(spec);
    const groups = [{ rows: numbers.evaluations / numbers.rounds, rounds: numbers.rounds }];
    return { place, measured: { ...numbers, groups, after: afterOf(spec) }, origin: 'device' };
  });
}
