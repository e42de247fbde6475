// Bins of a magnitude's logarithm, eight an octave from 2^-32 to 2^32, on the bits of the float: integers only, so that nothing depends
// on the order of particles, and non-finite values land in the last bin. The twin of src/core/quantiles.ts.

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
