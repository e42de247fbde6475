// One large step after the other, the twin of src/core/schedules/few-step.ts.
fn afterRound(before: State, seen: Observation) -> State {
  var next = before;
  next.clock += 1u;
  next.iteration += 1u;
  next.first += parameters.blockLength;
  next.front = next.first;
  next.phase = select(PHASE_ROUND, PHASE_DONE, next.first >= parameters.total);
  return next;
}
