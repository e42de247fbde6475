// One node after the other, the twin of src/core/schedules/sequential.ts.
fn afterRound(before: State, seen: Observation) -> State {
  var next = before;
  next.clock += 1u;
  next.segment += 1u;
  next.first += 1u;
  next.front = next.first;
  next.phase = select(PHASE_ROUND, PHASE_DONE, next.first >= parameters.total);
  return next;
}
