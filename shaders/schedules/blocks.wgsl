// PIADM's schedule, the twin of src/core/schedules/blocks.ts.
fn afterRound(before: State, seen: Observation) -> State {
  var next = before;
  next.clock += 1u;
  next.iteration += 1u;
  let most = select(parameters.iterations, parameters.correctorRounds, inCorrector(before.first));
  if (!isBelow(seen.worst, parameters.tolerance) && next.iteration < most) { return next; }
  let first = before.first + before.count;
  if (first >= parameters.total) {
    next.phase = PHASE_DONE;
    next.front = parameters.total;
    return next;
  }
  next.phase = PHASE_START;
  next.iteration = 0u;
  next.segment += 1u;
  next.first = first;
  next.front = first;
  next.count = min(parameters.blockLength, parameters.total - first);
  if (inCorrector(first)) { next.count = parameters.correctorSteps; }
  next.segmentLength = next.count;
  return next;
}
