// A scan that measures what it makes, and what a start has made: a thread has all coordinates of a particle. The scan binds parameters,
// batch, state and path.

// [node][coordinate][particle of the batch]
@group(0) @binding(8) var<storage, read> reference: array<f32>;
@group(0) @binding(9) var<storage, read_write> measurements: array<u32>;

// Squares of error and change of one coordinate, whose new state stands in this place.
fn squaresOf(place: u32, next: f32, change: f32) -> vec2f {
  let difference = next - reference[place];
  return vec2f(difference * difference, change * change);
}

// Writes down a row of a particle of the batch; returns the error.
fn measureRow(i: u32, inBatch: u32, squares: vec2f) -> u32 {
  let particle = batch.firstParticle + inBatch;
  let measured = measuredOf(squares);
  measurements[errorPlace(i, particle)] = measured.error;
  measurements[residualPlace(i, particle)] = measured.residual;
  return measured.error;
}

// Writes down the largest error of all rows.
fn measureParticle(inBatch: u32, worst: u32) {
  measurements[worstPlace(batch.firstParticle + inBatch)] = worst;
}

// Measures a step that is not a round, if it is a start, in which nothing has changed.
fn measureStart(inBatch: u32) {
  if (state.phase != PHASE_START) { return; }
  var worst = 0u;
  for (var i = 0u; i < state.count; i++) {
    let node = state.first + i * state.stride + state.reach;
    var squares = vec2f();
    for (var c = 0u; c < DIMENSION; c++) {
      let place = (node * DIMENSION + c) * batch.particles + inBatch;
      squares += squaresOf(place, path[place], 0.0);
    }
    worst = max(worst, measureRow(i, inBatch, squares));
  }
  measureParticle(inBatch, worst);
}
