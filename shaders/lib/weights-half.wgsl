// Hidden layers as they are stored: weights in half precision, two a word, which every device reads. What is computed with them is in
// single precision.

alias Weights = vec2u;

fn weightsOf(stored: Weights) -> vec4f {
  return vec4f(unpack2x16float(stored.x), unpack2x16float(stored.y));
}
