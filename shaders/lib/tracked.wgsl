// Projections for pictures. The pass binds parameters, state, path, projection and records.

// Writes the projected tracked particles at the produced node of row i: its share of a thread, one of some.
fn projectTracked(i: u32, thread: u32, threads: u32) {
  let firstPath = state.record * parameters.recordWords + RECORD_HEADER + 4u * parameters.nodesInFlight;
  let node = state.first + i * state.stride + state.reach;
  let batchParticles = min(parameters.batchParticles, parameters.particles);
  let tracked = parameters.tracked;
  for (var t = thread; t < 2u * tracked; t += threads) {
    let axis = t / tracked;
    let particle = t % tracked;
    var projected = 0.0;
    for (var c = 0u; c < DIMENSION; c++) {
      projected += projection[axis * DIMENSION + c] * path[(node * DIMENSION + c) * batchParticles + particle];
    }
    records[firstPath + i * 2u * tracked + t] = bitcast<u32>(projected);
  }
}
