// The RunSpec: the JSON document that determines a run completely. Controls, presets, links, the console, the command
// line and the tests all speak it. This file has its types, its limits and its defaults; `parse-spec.ts` checks input
// from outside against them. It knows nothing of how a run is computed.

/** Reverse-time dynamics: the SDE `dy = [y/2 + s(y, r)] dt + dw`, or the probability-flow ODE `dy = [y/2 + s(y, r)/2] dt`. */
export type Dynamics = 'sde' | 'ode';

/** How the nodes of the time grid are spread over noise time. */
export type Spacing = 'stretched' | 'uniform' | 'single-tail';

/** How the weights of a network are kept: in single precision, or rounded to half precision. */
export type WeightPrecision = 'f32' | 'f16';

/** What is sampled. */
export type TargetSpec =
  | { readonly kind: 'mixture'; readonly name: string }
  | {
      readonly kind: 'mixture';
      readonly name: 'random';
      readonly dimension: number;
      readonly components: number;
      readonly std: number;
      readonly seed: number;
    }
  | {
      readonly kind: 'mixture';
      readonly weights: readonly number[];
      /** `[component][coordinate]` */
      readonly means: readonly (readonly number[])[];
      readonly stds: readonly number[];
    }
  | { readonly kind: 'gaussian'; readonly dimension: number; readonly mean: number; readonly std: number }
  | {
      readonly kind: 'points';
      /** `[point][coordinate]` */
      readonly points: readonly (readonly number[])[];
      readonly bandwidth: number;
    }
  /** Absent weights are in single precision. */
  | { readonly kind: 'network'; readonly name: string; readonly weights?: 'f16' };

/** Path states in single precision, or rounded to half precision after every round: overflow then spreads as infinity, or
 * saturates at 65,504. */
export type Precision = 'f32' | 'f16' | 'f16-saturating';

/** Parallel underdamped-Langevin corrector at block ends (arXiv 2405.15986, Algorithm 3), in natural units: `L = 1 / V_min(r)`. */
export interface CorrectorSpec {
  /** In units of `sqrt(L)`. */
  readonly friction: number;
  /** Total time at each block's end, in units of `1 / sqrt(L)`. */
  readonly time: number;
  /** `N†` */
  readonly subBlocks: number;
  /** `M†`, steps of a sub-block. */
  readonly steps: number;
  /** `K†`: rounds of a sub-block, or their cap when the method has a tolerance. */
  readonly rounds: number;
}

/** What every method that repeats rounds has in common. */
export interface RoundSettings {
  /** Name of the linear part `J` of the update: a key of `updates/`. */
  readonly linearPart: string;
  /** Upper clip of the eigenvalues of linear parts made of derivatives or by regression; unused by the others. */
  readonly jacobianCap: number;
  /** `data`: the data prediction that a round implies is kept in the box of the data; `none`: it is not. */
  readonly clip: 'none' | 'data';
  /** Components of the mixture that linear parts and starts named "surrogate" fit to the data; unused by the others. */
  readonly surrogateComponents: number;
  /** Name of the start of a segment: a key of `starts/`. */
  readonly start: string;
}

/** How rounds of one segment end. */
export interface StoppingSettings {
  /** A segment ends when its worst particle's residual is below; null: after `iterations` rounds. */
  readonly tolerance: number | null;
  /** Rounds of a segment (`K`), or their cap when there is a tolerance. */
  readonly iterations: number;
}

/** Solvers of the few-step baselines. */
export type FewStepSolver = 'exponential' | 'ddim' | 'dpm-solver++';

/** How the equations of the path are solved. A new method adds a member here and one file in `methods/`. */
export type MethodSpec =
  | { readonly kind: 'sequential' }
  | ({ readonly kind: 'piadm'; readonly corrector: CorrectorSpec | null } & RoundSettings & StoppingSettings)
  | ({
      readonly kind: 'window';
      /** Nodes of the window. */
      readonly window: number;
      /** A node has converged when its RMS change is at most this times the standard deviation of its step's noise. */
      readonly tolerance: number;
    } & RoundSettings)
  | ({ readonly kind: 'wavefront' } & RoundSettings & StoppingSettings)
  | ({
      readonly kind: 'anderson';
      /** Rounds that are remembered. */
      readonly memory: number;
    } & RoundSettings &
      StoppingSettings)
  | ({
      readonly kind: 'parareal';
      /** Whether the coarse sweep of an iteration counts as one round, overlapped with the fine steps, or as one for every block; the
       * first sweep, before any fine step, always counts as one for every block. */
      readonly pipelined: boolean;
    } & StoppingSettings)
  | {
      readonly kind: 'few-step';
      readonly solver: FewStepSolver;
      /** Network calls in a row; divides the number of nodes of the grid. */
      readonly steps: number;
    };

/** A complete run description: every field present. */
export interface RunSpec {
  readonly version: 1;
  readonly target: TargetSpec;
  readonly dynamics: Dynamics;
  /** `T`, noise time of the start. */
  readonly horizon: number;
  /** `delta`, noise time at which sampling stops. */
  readonly cutoff: number;
  /** `N`, number of blocks. */
  readonly blocks: number;
  /** `M`, nodes of one block. */
  readonly nodes: number;
  readonly spacing: Spacing;
  readonly method: MethodSpec;
  readonly particles: number;
  /** Below 2^32. */
  readonly seed: number;
  readonly precision: Precision;
}

/** The largest values a run accepts, and why. */
export const LIMITS = {
  /** Nodes of the whole grid: enough for mixtures in 512 dimensions at steps of 1/512. */
  totalNodes: 16384,
  particles: 65536,
  /** Mixtures keep an accumulator per coordinate in private memory of a shader (8,192 bytes in all). */
  mixtureDimension: 512,
  gaussianDimension: 4096,
  /** A surrogate's score takes a state, a score and their differences in private memory of a shader. */
  surrogateDimension: 64,
  components: 2000,
  points: 2000,
  /** All buffers of a run together, bytes. */
  totalBytes: 2 ** 30,
  /** One storage binding under WebGPU's default limits, bytes. */
  bindingBytes: 2 ** 27,
} as const;

/** The run a visitor sees first. */
export const DEFAULT_SPEC: RunSpec = {
  version: 1,
  target: { kind: 'network', name: 'two-moons' },
  dynamics: 'sde',
  horizon: 6,
  cutoff: 0.001,
  blocks: 8,
  nodes: 64,
  spacing: 'stretched',
  method: {
    kind: 'piadm',
    linearPart: 'picard',
    jacobianCap: 1.05,
    clip: 'none',
    surrogateComponents: 16,
    start: 'constant',
    tolerance: 0.001,
    iterations: 64,
    corrector: null,
  },
  particles: 1024,
  seed: 1,
  precision: 'f32',
};

/** Thrown for input that no run can be made of; the message is a sentence for the person who gave it. */
export class SpecError extends Error {
  override name = 'SpecError';
}
