// How the states of a path are rounded after each round: not at all in single precision.

fn rounded(x: f32) -> f32 {
  return x;
}
