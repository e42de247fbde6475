// One step of the path, shared by scans and starts. A pass that uses it binds `parameters`.

// State of the next node in one coordinate: the step from the state `y` of node j with the score there, and what the linear
// part carries on of a change of `y`.
fn stepFrom(node: Node, j: u32, coordinate: u32, particle: u32, y: f32, score: f32, carried: f32) -> f32 {
  // The ODE has no noise; the branch is the same for all threads.
  var xi = 0.0;
  if (node.noiseStd != 0.0) { xi = normalAt(parameters.seed, STREAM_PATH, particle, j * DIMENSION + coordinate); }
  return rounded(node.stateFactor * y + node.scoreWeight * score + node.noiseStd * xi + carried);
}
