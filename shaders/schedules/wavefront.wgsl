// The wavefront over blocks, the twin of src/core/schedules/wavefront.ts.
fn afterRound(before: State, seen: Observation) -> State {
  var next = before;
  next.clock += 1u;
  next.iteration += 1u;
  let head = min(parameters.blockLength, before.count);
  let end = before.first + before.count;
  let joined = (end + parameters.blockLength - 1u) / parameters.blockLength;
  let roundsOfFirst = next.clock - parameters.startCalls * joined - before.first / parameters.blockLength;
  let finishes = isBelow(seen.head, parameters.tolerance) || roundsOfFirst >= parameters.iterations;
  let joins = end < parameters.total;
  if (!finishes && !joins) { return next; }
  if (finishes && before.first + head >= parameters.total) {
    next.phase = PHASE_DONE;
    next.front = parameters.total;
    return next;
  }
  next.phase = PHASE_START;
  if (finishes) {
    next.iteration = 0u;
    next.segment += 1u;
    next.first += head;
  }
  next.count = min(end + parameters.blockLength, parameters.total) - next.first;
  next.kept = end - next.first;
  next.front = next.first;
  return next;
}
