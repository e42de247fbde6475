// Quantiles by a histogram over `bins.wgsl`. A workgroup fills `histogram` and `worstError`, and after a barrier one thread asks for
// the quantiles.

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
