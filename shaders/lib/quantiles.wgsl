// Histogram of a magnitude's logarithm with eight bins an octave from 2^-32 to 2^32, on the bits of the float: integers
// only, so that the result does not depend on the order of particles, and non-finite values land in the last bin.
// The twin of src/core/quantiles.ts. A workgroup fills `histogram` and `worstError`, and after a barrier one thread asks
// for the quantiles.

const BINS = 512u;
const BIN_SHIFT = 20u;
const BIN_OFFSET = 760u;  // (127 - 32) 8

// Bin of the bits of a non-negative float.
fn binOf(bits: u32) -> u32 {
  return min(max(bits >> BIN_SHIFT, BIN_OFFSET) - BIN_OFFSET, BINS - 1u);
}

// Bits of the upper edge of a bin, never above the maximum; the first bin stands for zero, the last for the maximum.
fn binValue(bin: u32, maximumBits: u32) -> u32 {
  if (bin == 0u) { return 0u; }
  if (bin == BINS - 1u) { return maximumBits; }
  return min((bin + BIN_OFFSET + 1u) << BIN_SHIFT, maximumBits);
}

var<workgroup> histogram: array<atomic<u32>, BINS>;
var<workgroup> worstError: atomic<u32>;

// Bits of the 99 % quantile and the median of `particles` counted magnitudes: quantile q is the first bin at which at
// least the fraction q is counted. Walks down from the maximum, since magnitudes lie within a few octaves of it.
fn quantiles(particles: u32) -> vec2u {
  let maximum = atomicLoad(&worstError);
  let above99 = particles - (99u * particles + 99u) / 100u;
  let aboveMedian = particles - (particles + 1u) / 2u;
  var result = vec2u(0u);
  var bin = binOf(maximum);
  // Particles in bins above this one.
  var above = 0u;
  loop {
    let here = atomicLoad(&histogram[bin]);
    if (above <= above99 && above + here > above99) { result.x = binValue(bin, maximum); }
    if (above <= aboveMedian && above + here > aboveMedian) {
      result.y = binValue(bin, maximum);
      break;
    }
    above += here;
    if (bin == 0u) { break; }
    bin -= 1u;
  }
  return result;
}
