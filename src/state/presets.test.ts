// Every preset's sentence, checked by running it on the float64 sampler with fewer particles. Fewer particles make fewer
// rounds and smaller humps (both are those of the worst particle), so the upper bounds of the claims leave room for the
// full number, and the lower bounds hold all the more.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseModel } from '../core/model-file';
import { parseSpec } from '../core/parse-spec';
import { planRun } from '../core/plan';
import { simulate } from '../core/sampler';
import type { RunSpec } from '../core/spec';
import { type RunSummary, summarise } from '../core/summary';
import { resolveTarget } from '../core/targets';
import { TraceRecorder } from '../core/trace';
import { presets } from './presets';

function run(spec: RunSpec): RunSummary {
  const { target } = spec;
  const network = target.kind === 'network' ? loadNetwork(target.name) : null;
  const trace = new TraceRecorder(planRun(spec, resolveTarget(target, network)), 'cpu', 'float64');
  const steps = simulate(trace.plan);
  for (;;) {
    const step = steps.next();
    if (step.done) {
      trace.finish(step.value);
      return summarise(trace);
    }
    if (step.value.kind === 'record') trace.append(step.value.record);
  }
}

function loadNetwork(name: string) {
  const bytes = readFileSync(new URL(`../../public/models/${name}.safetensors`, import.meta.url));
  return parseModel(name, new Uint8Array(bytes).buffer);
}

describe('presets', () => {
  it('have names of their own and are runs', () => {
    expect(new Set(presets.map(({ name }) => name)).size).toBe(presets.length);
    for (const { spec } of presets) expect(parseSpec(spec)).toEqual(spec);
  });

  it.each(presets.map((preset) => [preset.name, preset] as const))(
    '%s: the claim holds',
    (_, { spec, claim, check }) => {
      // Networks are dear in float64, and one block of all nodes is dearest.
      const particles = spec.target.kind !== 'network' ? 96 : spec.blocks === 1 ? 16 : 48;
      const summary = run({ ...spec, particles });
      const { rounds, evaluations, hump } = summary;
      expect(check(summary), `${claim} Measured: ${rounds} rounds, ${evaluations} evaluations, hump ${hump}.`).toBe(
        true,
      );
      // A check that anything passes says nothing.
      expect(check({ ...summary, rounds: 1000 * rounds }), 'The check does not look at the rounds.').toBe(false);
    },
  );
});
