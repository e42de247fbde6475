// Ends a step: takes the largest of its residuals, asks the schedule (`schedules/*.wgsl`) what comes next, completes the
// head of the step's record and writes the sizes of the next step's dispatches, so that the host never decides between
// rounds.

@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<storage, read_write> state: State;
// [record][word]
@group(0) @binding(2) var<storage, read_write> records: array<u32>;
// Arguments of indirect dispatches, [kernel][3]; see DISPATCH in src/engine/webgpu/layout.ts.
@group(0) @binding(3) var<storage, read_write> dispatches: array<u32>;

var<workgroup> worstResidual: atomic<u32>;

// Worst residual of row i of the step that ends, as bits.
fn residualBits(i: u32) -> u32 {
  return records[state.record * parameters.recordWords + RECORD_HEADER + 4u * i];
}

// A single workgroup.
@compute @workgroup_size(WORKGROUP)
fn advanceSchedule(@builtin(local_invocation_index) thread: u32) {
  if (parameters.observed == 1u && state.phase != PHASE_DONE) {
    var largest = 0u;
    for (var i = thread; i < state.count; i += WORKGROUP) { largest = max(largest, residualBits(i)); }
    atomicMax(&worstResidual, largest);
  }
  workgroupBarrier();
  if (thread != 0u || state.phase == PHASE_DONE) { return; }

  let before = state;
  let residual = atomicLoad(&worstResidual);
  var after = nextState(before, residual);
  if (parameters.observed == 1u) {
    writeHead(before, after, residual);
    after.record = before.record + 1u;
  }
  state = after;
  writeDispatches(after);
}

// The head of the step's record, but for the errors, which `observe.wgsl` has written. Clock and iteration are those after
// the step.
fn writeHead(before: State, after: State, residual: u32) {
  let isRound = before.phase == PHASE_ROUND;
  let head = before.record * parameters.recordWords;
  records[head] = before.phase;
  records[head + 1u] = after.clock;
  records[head + 2u] = select(before.iteration, before.iteration + 1u, isRound);
  records[head + 3u] = before.segment;
  records[head + 4u] = before.first;
  records[head + 5u] = before.count;
  records[head + 6u] = before.stride;
  records[head + 7u] = residual;
  // What the score dispatch of this step covered, for tests.
  records[head + 11u] = dispatches[3];
  records[head + 12u] = dispatches[4];
}

// Workgroups for a number of items, folded into two dimensions where one would pass the default limit of 65,535.
fn writeDispatch(kernel: u32, items: u32, itemsPerGroup: u32) {
  let groups = (items + itemsPerGroup - 1u) / itemsPerGroup;
  let rows = (groups + 65534u) / 65535u;
  let columns = select((groups + max(rows, 1u) - 1u) / max(rows, 1u), 0u, groups == 0u);
  dispatches[3u * kernel] = columns;
  dispatches[3u * kernel + 1u] = select(rows, 0u, groups == 0u);
  dispatches[3u * kernel + 2u] = 1u;
}

// Sizes of the next step: start in one phase; score and scan in the other; measurements in both; nothing when done.
fn writeDispatches(next: State) {
  for (var b = 0u; b < parameters.batches; b++) {
    let particles = min(parameters.batchParticles, parameters.particles - b * parameters.batchParticles);
    let start = select(0u, DIMENSION * particles, next.phase == PHASE_START);
    let rows = select(0u, next.count * particles, next.phase == PHASE_ROUND);
    let columns = select(0u, DIMENSION * particles, next.phase == PHASE_ROUND);
    let measured = select(0u, next.count * particles, next.phase != PHASE_DONE && parameters.observed == 1u);
    writeDispatch(4u * b, start, COLUMNS_PER_GROUP);
    writeDispatch(4u * b + 1u, rows * parameters.scoreItems, parameters.scoreItemsPerGroup);
    writeDispatch(4u * b + 2u, columns, COLUMNS_PER_GROUP);
    writeDispatch(4u * b + 3u, measured, COLUMNS_PER_GROUP);
  }
  // A workgroup a node and one for the particles.
  let observed = select(0u, next.count + 1u, next.phase != PHASE_DONE && parameters.observed == 1u);
  writeDispatch(4u * parameters.batches, observed, 1u);
}

// Writes the sizes of the first step, whose state the host has set.
@compute @workgroup_size(1)
fn beginSchedule() {
  writeDispatches(state);
}
