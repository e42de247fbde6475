// The sliding window of ParaDiGMS, the twin of src/core/schedules/window.ts.
fn afterRound(before: State, seen: Observation) -> State {
  var next = before;
  next.clock += 1u;
  let slide = min(seen.violation + 1u, before.count);
  let first = before.first + slide;
  if (first >= parameters.total) {
    next.phase = PHASE_DONE;
    next.iteration += 1u;
    next.front = parameters.total;
    return next;
  }
  next.phase = PHASE_START;
  next.iteration = 0u;
  next.segment += 1u;
  next.first = first;
  next.count = min(parameters.window, parameters.total - first);
  next.segmentLength = next.count;
  next.kept = before.count - slide;
  next.front = first;
  return next;
}
