// Measures a step where it has been made. A pass that uses it binds state, path, reference and changes.

// Row i of a particle, one of the `particles` of its batch.
fn measuredAt(i: u32, particle: u32, particles: u32) -> Measured {
  let node = state.first + i * state.stride + state.reach;
  var squares = vec2f();
  for (var c = 0u; c < DIMENSION; c++) {
    let here = (node * DIMENSION + c) * particles + particle;
    let difference = path[here] - reference[here];
    let change = changes[(i * DIMENSION + c) * particles + particle];
    squares += vec2f(difference * difference, change * change);
  }
  return measuredOf(squares);
}
