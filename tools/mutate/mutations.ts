// Deliberate mistakes, each of which would make one method silently run as another. A mutation replaces one piece of one file,
// and names the tests that are expected to notice.

export interface Mutation {
  readonly name: string;
  readonly file: string;
  /** Must stand in the file exactly once. */
  readonly find: string;
  readonly replace: string;
  /** Test files that are run; at least one of their tests must fail. */
  readonly tests: readonly string[];
}

export const mutations: readonly Mutation[] = [
  {
    name: 'corrector: friction 0',
    file: 'src/core/corrector.ts',
    find: 'correctorStep(friction * root,',
    replace: 'correctorStep(1e-6 * friction * root,',
    tests: ['src/core/corrector-law.test.ts', 'src/core/corrector.test.ts'],
  },
  {
    name: 'corrector: no noise, float64',
    file: 'src/core/passes/corrector.ts',
    find: `const zv = normal(seed, STREAM.correctorNoiseV, p, index);
        const zu = normal(seed, STREAM.correctorNoiseU, p, index);`,
    replace: 'const [zv, zu] = [0 * index, 0 * seed];',
    tests: ['src/core/corrector-law.test.ts'],
  },
  {
    name: 'corrector: no noise, GPU',
    file: 'shaders/corrector.wgsl',
    find: `let zv = normalAt(parameters.seed, STREAM_CORRECTOR_NOISE_V, particle, index);
    let zu = normalAt(parameters.seed, STREAM_CORRECTOR_NOISE_U, particle, index);`,
    replace: 'let zv = 0.0; let zu = 0.0;',
    tests: ['test/kernels/corrector.test.ts'],
  },
  {
    name: 'corrector: a new velocity in every sub-block',
    file: 'src/core/passes/corrector.ts',
    find: 'if (first % period === plan.parameters.blockLength) this.drawVelocity(first);',
    replace: 'this.drawVelocity(first);',
    tests: ['src/core/corrector-law.test.ts', 'src/core/corrector.test.ts'],
  },
  {
    name: 'start ignored, float64',
    file: 'src/core/sampler.ts',
    find: 'isCorrectorNode(first, plan.parameters) ? constant : plan.start;',
    replace: 'isCorrectorNode(first, plan.parameters) ? constant : constant;',
    tests: ['src/core/starts/starts.test.ts'],
  },
  {
    name: 'start ignored, GPU',
    file: 'src/engine/webgpu/start-pass.ts',
    find: 'shaders.start(dimension, spec.precision, name)',
    replace: "shaders.start(dimension, spec.precision, name && 'constant')",
    tests: ['test/kernels/starts.test.ts'],
  },
  {
    name: 'J = 0, float64',
    file: 'src/core/passes/scan.ts',
    find: 'change[at] = difference;',
    replace: 'change[at] = 0;',
    tests: ['src/core/path-solver.test.ts'],
  },
  {
    name: 'J = 0, GPU',
    file: 'shaders/scan.wgsl',
    find: 'linearPart(i, j, column, inBatch) * change;',
    replace: '0.0 * change;',
    tests: ['test/kernels/scan-parts.test.ts'],
  },
  {
    name: 'J without its off-diagonal entries, GPU',
    file: 'shaders/scan-matrix.wgsl',
    find: 'for (var k = 0u; k < DIMENSION; k++)',
    replace: 'for (var k = c; k <= c; k++)',
    tests: ['test/kernels/scan-parts.test.ts'],
  },
  {
    name: 'half precision ignored by the scan, GPU',
    file: 'shaders/lib/step.wgsl',
    find: 'return rounded(',
    replace: 'return (',
    tests: ['test/kernels/scan-parts.test.ts', 'test/kernels/half.test.ts'],
  },
  {
    name: 'half precision ignored by the scan, float64',
    file: 'src/core/passes/scan.ts',
    find: 'roundStates?.(moved, 0, stateLength);',
    replace: '',
    tests: ['src/core/half-runs.test.ts'],
  },
  {
    name: 'Anderson: memory 0, float64',
    file: 'src/core/path-solver.ts',
    find: 'plan.memory > 0 && !sequential ?',
    replace: 'plan.memory > 99 && !sequential ?',
    tests: ['src/core/passes/anderson-runs.test.ts', 'src/core/methods/method-differences.test.ts'],
  },
  {
    name: 'Anderson: memory 0, GPU',
    file: 'src/engine/webgpu/own-pass.ts',
    find: 'if (plan.memory > 0) return andersonProgram(plan);',
    replace: 'if (plan.memory > 99) return andersonProgram(plan);',
    tests: ['test/kernels/anderson-runs.test.ts'],
  },
  {
    name: 'Anderson: residuals mixed without their states, float64',
    file: 'src/core/passes/anderson.ts',
    find: 'correction += (result - (results[past] as number)) * weight;',
    replace: 'correction += (residual - (residuals[past] as number)) * weight;',
    tests: ['src/core/passes/anderson.test.ts'],
  },
  {
    name: 'Anderson: the segment before remembered, GPU',
    file: 'shaders/anderson.wgsl',
    find: 'let remembered = min(state.iteration, MEMORY);',
    replace: 'let remembered = MEMORY;',
    tests: ['test/kernels/anderson.test.ts'],
  },
  {
    name: 'Parareal: no coarse difference, float64',
    file: 'src/core/passes/coarse.ts',
    find: '(path[to + i] as number) + (coarse - (this.kept[at + i] as number))',
    replace: '(path[to + i] as number)',
    tests: ['src/core/passes/coarse.test.ts'],
  },
  {
    name: 'Parareal: no coarse difference, GPU',
    file: 'shaders/coarse.wgsl',
    find: 'path[produced] + (ofCoarse - memory[kept])',
    replace: 'path[produced]',
    tests: ['test/kernels/coarse.test.ts'],
  },
  {
    name: 'Parareal: changes not measured against the sweep before, float64',
    file: 'src/core/passes/coarse.ts',
    find: '(this.ends[at + i] as number)',
    replace: '(path[to + i] as number)',
    tests: ['src/core/passes/coarse.test.ts'],
  },
  {
    name: 'DPM-Solver++(2M) without the step before, float64',
    file: 'src/core/passes/coarse.ts',
    find: 'if (weight !== 0) next[i]',
    replace: 'if (weight === 99) next[i]',
    tests: ['src/core/passes/coarse.test.ts'],
  },
  {
    name: 'DPM-Solver++(2M) without the step before, GPU',
    file: 'shaders/coarse.wgsl',
    find: 'if (weights.predictionWeight != 0.0)',
    replace: 'if (weights.predictionWeight == 99.0)',
    tests: ['test/kernels/coarse.test.ts'],
  },
  {
    name: 'few steps without the noise of inner nodes, float64',
    file: 'src/core/passes/coarse.ts',
    find: 'if (weight === 0) continue;',
    replace: 'if (weight === 0 || node > first) continue;',
    tests: ['src/core/passes/coarse.test.ts'],
  },
  {
    name: 'predictor: no regression, float64',
    file: 'src/core/passes/scan.ts',
    find: 'this.regression = predictor?.regression ?',
    replace: 'this.regression = predictor?.regression && null ?',
    tests: ['src/core/updates/predictors.test.ts'],
  },
  {
    name: 'predictor: no regression, GPU',
    file: 'shaders/scan-predictor.wgsl',
    find: 'carried[0] = dot(linear.xy, moved);',
    replace: 'carried[0] = node.stateFactor * moved.x;',
    tests: ['test/kernels/scan-steps.test.ts'],
  },
  {
    name: 'predictor: no surrogate, float64',
    file: 'src/core/passes/surrogate-scores.ts',
    find: 'weight * difference',
    replace: '0 * weight * difference',
    tests: ['src/core/updates/predictors.test.ts'],
  },
  {
    name: 'predictor: no surrogate, GPU',
    file: 'shaders/scan-predictor.wgsl',
    find: 'node.scoreWeight * (now[c] - before[c])',
    replace: '0.0 * (now[c] - before[c])',
    tests: ['test/kernels/scan-steps.test.ts'],
  },
  {
    name: 'clip: none, float64',
    file: 'src/core/passes/prediction-clip.ts',
    find: 'if (change === 0) continue;',
    replace: 'if (change === change) continue;',
    tests: ['src/core/passes/prediction-clip.test.ts'],
  },
  {
    name: 'clip: none, GPU',
    file: 'shaders/lib/clipped.wgsl',
    find: 'if (change == 0.0)',
    replace: 'if (change < 1.0e38)',
    tests: ['test/kernels/scan-steps.test.ts'],
  },
];
