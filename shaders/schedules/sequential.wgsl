// One node after the other, the twin of src/core/schedules/sequential.ts.
fn nextState(before: State, worstResidualBits: u32) -> State {
  var next = before;
  next.clock += 1u;
  next.segment += 1u;
  next.first += 1u;
  next.phase = select(PHASE_ROUND, PHASE_DONE, next.first >= parameters.total);
  return next;
}
