// Clips to [0, cap] on the bits, which of positive floats are in the order of their values: a compiler may assume that there
// are no infinities and no NaN.

// Infinities are clipped and a NaN stays.
fn clipNumber(x: f32, cap: f32) -> f32 {
  let bits = bitcast<u32>(x);
  if (isNanBits(bits)) { return x; }
  return select(bitcast<f32>(min(bits, bitcast<u32>(cap))), 0.0, (bits >> 31u) == 1u);
}

// Whether these are the bits of a NaN.
fn isNanBits(bits: u32) -> bool {
  return (bits & 0x7fffffffu) > 0x7f800000u;
}
