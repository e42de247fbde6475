// Where the measurements of a step stand in their buffer: errors, [row][particle of the run], residuals, the same, and the largest error of
// each particle over the step's nodes. A pass that uses it binds parameters.

fn errorPlace(i: u32, particle: u32) -> u32 {
  return i * parameters.particles + particle;
}

fn residualPlace(i: u32, particle: u32) -> u32 {
  return errorPlace(parameters.nodesInFlight + i, particle);
}

fn worstPlace(particle: u32) -> u32 {
  return errorPlace(2u * parameters.nodesInFlight, particle);
}
