// Projections for pictures. The pass binds parameters, state, path, projection and records.

// Writes the projected tracked particles at the produced node of row i: its share of a thread, one of some.
fn projectTracked(i: u32, thread: u32, threads: u32) {
  let firstPath = state.record * parameters.recordWords + RECORD_HEADER + 4u * parameters.nodesInFlight;
  let node = state.first + i * state.stride + state.reach;
  let batchParticles = min(parameters.batchParticles, parameters.particles);
  let tracked = parameters.tracked;
  for (var particle = thread; particle < tracked; particle += threads) {
    var projected = vec2f();
    for (var c = 0u; c < DIMENSION; c++) {
      let axes = vec2f(projection[c], projection[DIMENSION + c]);
      projected += axes * path[(node * DIMENSION + c) * batchParticles + particle];
    }
    let first = firstPath + i * 2u * tracked + particle;
    records[first] = bitcast<u32>(projected.x);
    records[first + tracked] = bitcast<u32>(projected.y);
  }
}
