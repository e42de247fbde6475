// Adam (arXiv 1412.6980, Algorithm 1) with a moving average of the weights (arXiv 2006.11239, section 4), on plain arrays
// in float64. It knows nothing of networks.

/** Constants of the paper's recommendation. */
const FIRST_DECAY = 0.9;
const SECOND_DECAY = 0.999;
const EPSILON = 1e-8;

/** A parameter vector in optimisation: tensors, and the moving average that becomes the model. */
export class Adam {
  readonly parameters: Float64Array[];
  readonly average: Float64Array[];
  private readonly first: Float64Array[];
  private readonly second: Float64Array[];
  private step = 0;

  constructor(start: readonly Float64Array[]) {
    this.parameters = start.map((tensor) => tensor.slice());
    this.average = start.map((tensor) => tensor.slice());
    this.first = start.map((tensor) => new Float64Array(tensor.length));
    this.second = start.map((tensor) => new Float64Array(tensor.length));
  }

  /** One step of size `rate` along `gradients`, then the average with decay `min(averageDecay, (1 + t)/(10 + t))`, so that
   * the start is soon forgotten. */
  update(gradients: readonly ArrayLike<number>[], rate: number, averageDecay: number): void {
    this.step++;
    const firstCorrection = 1 - FIRST_DECAY ** this.step;
    const secondCorrection = 1 - SECOND_DECAY ** this.step;
    const decay = Math.min(averageDecay, (1 + this.step) / (10 + this.step));
    for (const [i, parameter] of this.parameters.entries()) {
      const gradient = gradients[i] ?? [];
      const first = this.first[i] ?? new Float64Array();
      const second = this.second[i] ?? new Float64Array();
      const average = this.average[i] ?? new Float64Array();
      for (let j = 0; j < parameter.length; j++) {
        const g = gradient[j] ?? Number.NaN;
        const m = FIRST_DECAY * (first[j] ?? 0) + (1 - FIRST_DECAY) * g;
        const v = SECOND_DECAY * (second[j] ?? 0) + (1 - SECOND_DECAY) * g * g;
        const value =
          (parameter[j] ?? 0) - (rate * (m / firstCorrection)) / (Math.sqrt(v / secondCorrection) + EPSILON);
        first[j] = m;
        second[j] = v;
        parameter[j] = value;
        average[j] = decay * (average[j] ?? 0) + (1 - decay) * value;
      }
    }
  }
}
