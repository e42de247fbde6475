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
];
