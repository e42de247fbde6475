// One step of the path, shared by scans and starts. A pass that uses it binds `parameters`.

// What a step makes of the state `y` of node j and the score there, in one coordinate: drift and noise.
fn driftAndNoise(node: Node, j: u32, coordinate: u32, particle: u32, y: f32, score: f32) -> f32 {
  // The ODE has no noise; the branch is the same for all threads.
  var xi = 0.0;
  if (node.noiseStd != 0.0) { xi = normalAt(parameters.seed, STREAM_PATH, particle, j * DIMENSION + coordinate); }
  return node.stateFactor * y + node.scoreWeight * score + node.noiseStd * xi;
}

// State of the next node, with what the linear part carries on of a change of `y`.
fn stepFrom(node: Node, j: u32, coordinate: u32, particle: u32, y: f32, score: f32, carried: f32) -> f32 {
  return rounded(driftAndNoise(node, j, coordinate, particle, y, score) + carried);
}
