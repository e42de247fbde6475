// Score of a surrogate of the data, a mixture of isotropic Gaussians, at one state. The pass binds `table`, which has
// [component][log weight, variance, mean...] from SURROGATE_FROM on, to its end.

alias Coordinates = array<f32, DIMENSION>;

// sum_k rho_k (a mu_k - x) / V_k, with responsibilities rho_k normalised as the components go by.
fn surrogateScore(node: Node, x: Coordinates) -> Coordinates {
  var sum: Coordinates;
  var total = 0.0;
  var maximum = -3.0e38;
  let components = (arrayLength(&table) - SURROGATE_FROM) / (DIMENSION + 2u);
  for (var k = 0u; k < components; k++) {
    let component = SURROGATE_FROM + k * (DIMENSION + 2u);
    let variance = node.signal * node.signal * table[component + 1u] + node.noiseVariance;
    var squared = 0.0;
    for (var c = 0u; c < DIMENSION; c++) {
      let difference = node.signal * table[component + 2u + c] - x[c];
      squared += difference * difference;
    }
    let logarithm = table[component] - 0.5 * (f32(DIMENSION) * log(variance) + squared / variance);
    if (logarithm > maximum) {
      let factor = exp(maximum - logarithm);
      maximum = logarithm;
      total *= factor;
      for (var c = 0u; c < DIMENSION; c++) { sum[c] *= factor; }
    }
    let share = exp(logarithm - maximum);
    total += share;
    for (var c = 0u; c < DIMENSION; c++) {
      sum[c] += share / variance * (node.signal * table[component + 2u + c] - x[c]);
    }
  }
  for (var c = 0u; c < DIMENSION; c++) { sum[c] /= total; }
  return sum;
}
