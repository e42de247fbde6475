// Hidden layers as they are stored: weights in single precision, four outputs a vector.

alias Weights = vec4f;

fn weightsOf(stored: Weights) -> vec4f {
  return stored;
}
