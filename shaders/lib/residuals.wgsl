// What a workgroup sees of the residuals of a step. A pass that uses it binds parameters, state and nodes.

var<workgroup> worstResidual: atomic<u32>;
var<workgroup> headResidual: atomic<u32>;
// Rows before the first violation are counted down from here, so that the zero at the start means none.
var<workgroup> rowsFromViolation: atomic<u32>;

// Sees row i, whose largest residual has these bits.
fn see(i: u32, bits: u32) {
  atomicMax(&worstResidual, bits);
  if (i < state.segmentLength) { atomicMax(&headResidual, bits); }
  let allowed = parameters.tolerance * nodes[state.first + i * state.stride].noiseScale;
  if (bits > bitcast<u32>(allowed)) { atomicMax(&rowsFromViolation, state.count - i); }
}

// What all threads have seen, after a barrier.
fn seenOfStep() -> Observation {
  var seen: Observation;
  seen.worst = atomicLoad(&worstResidual);
  seen.head = atomicLoad(&headResidual);
  seen.violation = state.count - atomicLoad(&rowsFromViolation);
  return seen;
}
