// What a step did at a produced node: the change that the round made and the error to the sequential path, both as RMS over coordinates, as
// bits of non-negative floats so that all comparisons are of integers. A pass that uses it binds state, path, reference and changes.

const MAGNITUDE = 0x7fffffffu;

struct Measured {
  error: u32,
  residual: u32,
}

// Of row i and a particle, one of the `particles` of its batch.
fn measuredAt(i: u32, particle: u32, particles: u32) -> Measured {
  let node = state.first + i * state.stride + state.reach;
  var squaredError = 0.0;
  var squaredChange = 0.0;
  for (var c = 0u; c < DIMENSION; c++) {
    let here = (node * DIMENSION + c) * particles + particle;
    let difference = path[here] - reference[here];
    squaredError += difference * difference;
    let change = changes[(i * DIMENSION + c) * particles + particle];
    squaredChange += change * change;
  }
  let error = bitcast<u32>(sqrt(squaredError / f32(DIMENSION))) & MAGNITUDE;
  let residual = bitcast<u32>(sqrt(squaredChange / f32(DIMENSION))) & MAGNITUDE;
  return Measured(error, residual);
}
