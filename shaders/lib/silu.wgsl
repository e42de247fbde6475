// The activation of a network, of four rows.

fn silu(x: vec4f) -> vec4f {
  return x / (vec4f(1.0) + exp(-x));
}
