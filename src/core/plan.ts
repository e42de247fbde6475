// A plan: every number a run needs, computed in float64 before it starts. The same on every device and backend.

import { type CoarseSteps, coarseSteps } from './coarse';
import { type CorrectorSteps, correctorSteps } from './corrector';
import { dataBox } from './data-box';
import { noiseTimes, withCorrector } from './grid';
import { integratorStep } from './integrator';
import { type ResolvedMethod, resolveMethod } from './methods';
import { principalPlane } from './projection';
import { type DerivativeShape, productsPerRow } from './scores/evaluate';
import { modelBytes, planSizes } from './sizes';
import type { RunSpec } from './spec';
import { startError } from './starts';
import { type Surrogate, surrogateOf } from './surrogate';
import type { Target } from './targets';
import { predictorOf, type ScorePredictor, type Update, updateError } from './updates';

/** Coefficients of one exponential-integrator step per node; each array is `[node]`, length `L`. */
export interface NodeCoefficients {
  /** `A`: factor of the state. */
  readonly stateFactor: Float64Array;
  /** `B`: weight of the score. */
  readonly scoreWeight: Float64Array;
  /** `C`: standard deviation of the noise. */
  readonly noiseStd: Float64Array;
  /** `J`: linear part of the update `y'_{j+1} = f_j(y_j) + J_j (y'_j - y_j)`; 0 where it is made of the score's derivative. */
  readonly linearPart: Float64Array;
  /** `C` of the SDE, also where the run is of the ODE: what a window measures changes by. */
  readonly noiseScale: Float64Array;
}

/** A range of particles computed with buffers of their own, so that one binding stays within default limits. */
export interface Batch {
  readonly firstParticle: number;
  readonly particles: number;
}

/** Everything a backend needs to run. Nodes are numbered 0..L; node `j` is evaluated to produce node `j + 1`. Behind each
 * block come the nodes of its corrector, if it has one: steps of the same path at one noise time. */
export interface Plan
  extends Omit<ResolvedMethod, 'corrector' | 'coarse' | 'recordedNodes' | 'surrogateComponents' | 'clipped'> {
  readonly spec: RunSpec;
  readonly target: Target;
  readonly dimension: number;
  /** `L`: steps of the whole grid, the sequential sampler's number of network calls. */
  readonly totalNodes: number;
  /** `r_0 = T .. r_L = delta`, length `L + 1`. */
  readonly noiseTimes: Float64Array;
  readonly coefficients: NodeCoefficients;
  /** What a round needs of the score's derivative, and the Jacobian-vector products of one of its rows. */
  readonly derivative: DerivativeShape | null;
  readonly productsPerRow: number;
  /** How a round predicts scores at new states without derivatives; null where it does not. */
  readonly predictor: ScorePredictor | null;
  /** Smallest and largest coordinate of the data, `[coordinate][2]`, in which implied data predictions are kept; null where they
   * are not. */
  readonly box: Float64Array | null;
  /** What linear part or start know of the data beside its moments; null where they need no more. */
  readonly surrogate: Surrogate | null;
  readonly corrector: CorrectorSteps | null;
  readonly coarse: CoarseSteps | null;
  readonly batches: readonly Batch[];
  /** How many particles (0 .. tracked - 1) have their whole path recorded in every round. */
  readonly tracked: number;
  /** Two rows of length `dimension`: the plane in which pictures are drawn. `[axis][coordinate]` */
  readonly projection: Float64Array;
  /** Bytes of all device buffers together. */
  readonly bytes: number;
}

/**
 * Computes the plan of a checked spec.
 * @param target what `resolveTarget` made of `spec.target`
 * @throws SpecError when the run does not fit memory (the sentence says how much is needed, allowed, and what to reduce), or
 * when its linear part does not go with the dimension of the target
 */
export function planRun(spec: RunSpec, target: Target): Plan {
  const { corrector, coarse, recordedNodes: _, surrogateComponents, clipped, ...method } = resolveMethod(spec);
  const { update, start, parameters } = method;
  const { linearPart, start: startName } = 'linearPart' in spec.method ? spec.method : { linearPart: '', start: '' };
  const unsuited = updateError(linearPart, target.dimension) ?? startError(startName, target.dimension);
  if (unsuited) throw unsuited;
  const predictor = predictorOf(update);
  const surrogate = predictor?.surrogate || start.surrogate ? surrogateOf(target, surrogateComponents) : null;
  const ofModels = modelBytes(target.model, parameters.total) + (surrogate ? modelBytes(surrogate.model, 0) : 0);
  const sizes = planSizes(resolveMethod(spec), target.dimension, spec.particles, ofModels);
  const grid = noiseTimes(spec);
  const times = corrector === null ? grid : withCorrector(grid, spec, corrector.subBlocks * corrector.steps);
  const coefficients = coefficientsOf(spec, times, update, target.dataVariance);
  const { derivative } = update;
  return {
    ...method,
    ...sizes,
    spec,
    target,
    noiseTimes: times,
    coefficients,
    derivative,
    productsPerRow: derivative === null ? 0 : productsPerRow(target.model, derivative),
    predictor,
    box: clipped ? dataBox(target) : null,
    surrogate,
    corrector: corrector && correctorSteps(corrector, times, parameters, target),
    coarse: coarse && coarseSteps(coarse, times, parameters.blockLength, coefficients, spec.dynamics),
    projection: principalPlane(target),
  };
}

/** The plan as the sequential reference follows it: one node after the other, where nothing that a round adds to the step is of
 * consequence. */
export function referencePlan(plan: Plan): Plan {
  return { ...plan, derivative: null, predictor: null, box: null };
}

/** Coefficients of every step of a grid. */
export function coefficientsOf(
  { dynamics }: Pick<RunSpec, 'dynamics'>,
  times: Float64Array,
  update: Update,
  dataVariance: number,
): NodeCoefficients {
  const total = times.length - 1;
  const stateFactor = new Float64Array(total);
  const scoreWeight = new Float64Array(total);
  const noiseStd = new Float64Array(total);
  const noiseScale = new Float64Array(total);
  for (let node = 0; node < total; node++) {
    const eps = (times[node] ?? Number.NaN) - (times[node + 1] ?? Number.NaN);
    const step = integratorStep(dynamics, eps);
    stateFactor[node] = step.stateFactor;
    scoreWeight[node] = step.scoreWeight;
    noiseStd[node] = step.noiseStd;
    noiseScale[node] = integratorStep('sde', eps).noiseStd;
  }
  const linearPart =
    update.derivative === null
      ? update.linearPart({ noiseTimes: times, stateFactor, scoreWeight, dataVariance })
      : new Float64Array(total);
  return { stateFactor, scoreWeight, noiseStd, linearPart, noiseScale };
}
