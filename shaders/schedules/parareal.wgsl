// Sweeps of coarse steps and fine steps of all blocks in turn, the twin of src/core/schedules/parareal.ts.
fn afterRound(before: State, seen: Observation) -> State {
  let blocks = parameters.total / parameters.blockLength;
  let isCoarse = before.segmentLength == 0u;
  let isFirstSweep = before.iteration < blocks;
  var next = before;
  if (!isCoarse || isFirstSweep || parameters.pipelined == 0u || before.first == 0u) { next.clock += 1u; }
  next.iteration += 1u;
  if (!isCoarse) {
    next.first += 1u;
    if (next.first < before.front + parameters.blockLength) { return next; }
    return withSweep(next);
  }
  if (isBelow(seen.worst, parameters.tolerance)) { next.kept += 1u; }
  next.first += parameters.blockLength;
  if (next.first < parameters.total) { return next; }
  if (isFirstSweep) { return withFineSteps(next); }
  next.front += parameters.blockLength;
  if (next.kept == blocks || next.front >= parameters.iterations * parameters.blockLength) {
    next.phase = PHASE_DONE;
    next.first = before.first;
    next.kept = before.kept;
    next.front = parameters.total;
    return next;
  }
  return withFineSteps(next);
}

// The first coarse step of a sweep. `kept` counts the steps of the sweep whose change was below the tolerance.
fn withSweep(state: State) -> State {
  var next = state;
  next.first = 0u;
  next.count = 1u;
  next.stride = parameters.blockLength;
  next.segmentLength = 0u;
  next.kept = 0u;
  next.reach = parameters.blockLength;
  return next;
}

// The first fine steps of all blocks behind the last exact one.
fn withFineSteps(state: State) -> State {
  var next = state;
  next.first = state.front;
  next.count = (parameters.total - state.front) / parameters.blockLength;
  next.stride = parameters.blockLength;
  next.segmentLength = 1u;
  next.kept = 0u;
  next.reach = 1u;
  return next;
}
