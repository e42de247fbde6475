// Errors and residuals of one step, reduced over particles as the GPU reduces them: magnitudes rounded to float32, maxima
// exact, quantiles by histogram. It knows nothing of how the path was made.

import { bitsOf, floatOf, Histogram, PERCENT } from './quantiles';

/** Per-node numbers, `[i]`, and those of the whole step. */
export interface StepStatistics {
  readonly nodeResidual: Float32Array;
  readonly nodeError: Float32Array;
  readonly nodeError99: Float32Array;
  readonly nodeErrorMedian: Float32Array;
  readonly residual: number;
  readonly error: number;
  readonly error99: number;
  readonly errorMedian: number;
}

/** Collects one step, node by node. */
export class StatisticsCollector {
  private readonly nodeResidual: Float32Array;
  private readonly nodeError: Float32Array;
  private readonly nodeError99: Float32Array;
  private readonly nodeErrorMedian: Float32Array;
  private readonly histogram = new Histogram();
  /** Largest error of each particle over the nodes so far, as bits. `[particle]` */
  private readonly largest: Uint32Array;
  private residualBits = 0;
  private readonly isStart: boolean;

  constructor(
    private readonly dimension: number,
    private readonly particles: number,
    count: number,
    options: { readonly isStart: boolean },
  ) {
    this.isStart = options.isStart;
    this.nodeResidual = new Float32Array(count).fill(Number.NaN);
    this.nodeError = new Float32Array(count);
    this.nodeError99 = new Float32Array(count);
    this.nodeErrorMedian = new Float32Array(count);
    this.largest = new Uint32Array(particles);
  }

  /**
   * Adds node `i`.
   * @param state, reference `[coordinate][particle]`
   * @param squares sum over coordinates of each particle's squared change; unused for a start
   */
  add(i: number, state: Float64Array, reference: Float64Array, squares: Float64Array | null): void {
    const { dimension, particles, histogram, largest } = this;
    histogram.clear();
    let residualBits = 0;
    for (let particle = 0; particle < particles; particle++) {
      let sum = 0;
      for (let at = particle; at < dimension * particles; at += particles) {
        const difference = (state[at] as number) - (reference[at] as number);
        sum += difference * difference;
      }
      const errorBits = bitsOf(Math.sqrt(sum / dimension));
      histogram.add(errorBits);
      if (errorBits > (largest[particle] as number)) largest[particle] = errorBits;
      if (squares) residualBits = Math.max(residualBits, bitsOf(Math.sqrt((squares[particle] as number) / dimension)));
    }
    if (squares) this.nodeResidual[i] = floatOf(residualBits);
    this.residualBits = Math.max(this.residualBits, residualBits);
    this.nodeError[i] = histogram.maximum;
    this.nodeError99[i] = histogram.quantile(PERCENT.high);
    this.nodeErrorMedian[i] = histogram.quantile(PERCENT.median);
  }

  finish(): StepStatistics {
    const { histogram } = this;
    histogram.clear();
    for (const bits of this.largest) histogram.add(bits);
    return {
      nodeResidual: this.nodeResidual,
      nodeError: this.nodeError,
      nodeError99: this.nodeError99,
      nodeErrorMedian: this.nodeErrorMedian,
      residual: this.isStart ? Number.NaN : floatOf(this.residualBits),
      error: histogram.maximum,
      error99: histogram.quantile(PERCENT.high),
      errorMedian: histogram.quantile(PERCENT.median),
    };
  }
}
