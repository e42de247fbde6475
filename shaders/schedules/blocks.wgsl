// PIADM's schedule, the twin of src/core/schedules/blocks.ts.
fn nextState(before: State, worstResidualBits: u32) -> State {
  var next = before;
  if (before.phase == PHASE_START) {
    next.phase = PHASE_ROUND;
    return next;
  }
  next.clock += 1u;
  next.iteration += 1u;
  // Bits of non-negative floats are ordered as their values, and those of NaN lie above infinity.
  let converged = parameters.toleranceBits != 0u && worstResidualBits < parameters.toleranceBits;
  if (!converged && next.iteration < parameters.iterations) { return next; }
  let first = before.first + before.count;
  if (first >= parameters.total) {
    next.phase = PHASE_DONE;
    return next;
  }
  next.phase = PHASE_START;
  next.iteration = 0u;
  next.segment += 1u;
  next.first = first;
  next.count = min(parameters.blockLength, parameters.total - first);
  next.segmentLength = next.count;
  return next;
}
