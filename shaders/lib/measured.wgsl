// What a step did at a produced node: the change that the round made and the error to the sequential path, both as RMS over coordinates, as
// bits of non-negative floats so that all comparisons are of integers.

const MAGNITUDE = 0x7fffffffu;

struct Measured {
  error: u32,
  residual: u32,
}

// Of sums over coordinates: squares of differences to the reference, squares of changes.
fn measuredOf(squares: vec2f) -> Measured {
  let bits = bitcast<vec2u>(sqrt(squares / f32(DIMENSION))) & vec2u(MAGNITUDE);
  return Measured(bits.x, bits.y);
}
