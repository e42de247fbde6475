// Quantiles over particles from a histogram of float32 values, in integer arithmetic on their bits: the GPU does the same
// with integer atomics, so both give the same numbers for the same values. Maxima are exact.

/** Eight bins an octave from 2^-32 to 2^32. */
export const HISTOGRAM_BINS = 512;
/** The 99 % quantile and the median, per cent. */
export const PERCENT = { high: 99, median: 50 } as const;

/** Bits of a float32 below which the three leading mantissa bits and the exponent lie. */
const BIN_SHIFT = 20;
/** Bin number of 2^-32 before the shift of origin: its biased exponent times eight. */
const FIRST_BIN = (127 - 32) << 3;

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** Bits of a non-negative value rounded to float32. They order like the values, NaN above infinity. */
export function bitsOf(value: number): number {
  float[0] = value;
  return (bits[0] ?? 0) & 0x7fffffff;
}

/** The float32 that has these bits. */
export function floatOf(valueBits: number): number {
  bits[0] = valueBits;
  return float[0] ?? Number.NaN;
}

/** Bin of a non-negative float32 given by its bits; values out of range fall in the outer bins. */
export function binOf(valueBits: number): number {
  return Math.min(Math.max((valueBits >>> BIN_SHIFT) - FIRST_BIN, 0), HISTOGRAM_BINS - 1);
}

/** A histogram of values by their bits, with their exact maximum. */
export class Histogram {
  private readonly counts = new Uint32Array(HISTOGRAM_BINS);
  private total = 0;
  private maximumBits = 0;

  clear(): void {
    this.counts.fill(0);
    this.total = 0;
    this.maximumBits = 0;
  }

  add(valueBits: number): void {
    const bin = binOf(valueBits);
    this.counts[bin] = (this.counts[bin] ?? 0) + 1;
    this.total++;
    if (valueBits > this.maximumBits) this.maximumBits = valueBits;
  }

  /** The largest value; NaN when any value is NaN. */
  get maximum(): number {
    return floatOf(this.maximumBits);
  }

  /** Upper edge of the first bin below whose end lie at least `ceil(n percent / 100)` values, but never above the maximum.
   * The lowest bin stands for 0 (values below 2^-32 count as nothing), the highest for the maximum (2^32 and more, and
   * what is not finite). Exact to an eighth of an octave in between. */
  quantile(percent: number): number {
    const rank = Math.floor((percent * this.total + 99) / 100);
    let cumulative = 0;
    for (let bin = 0; bin < HISTOGRAM_BINS; bin++) {
      cumulative += this.counts[bin] ?? 0;
      if (cumulative < rank) continue;
      if (bin === 0) return 0;
      if (bin === HISTOGRAM_BINS - 1) return this.maximum;
      return floatOf(Math.min((bin + 1 + FIRST_BIN) << BIN_SHIFT, this.maximumBits));
    }
    return 0;
  }
}
