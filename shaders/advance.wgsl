// Ends a step: reduces it to the few numbers of its record's head, asks the schedule (`schedules/*.wgsl`) what comes next
// and writes the sizes of the next step's dispatches, so that the host never decides between rounds.

@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<storage, read_write> state: State;
// Largest error of a particle over the step's nodes, [particle]; read and cleared.
@group(0) @binding(2) var<storage, read_write> worst: array<u32>;
// [record][word]
@group(0) @binding(3) var<storage, read_write> records: array<u32>;
// Arguments of indirect dispatches, [kernel][3]; see DISPATCH in src/engine/webgpu/layout.ts.
@group(0) @binding(4) var<storage, read_write> dispatches: array<u32>;

var<workgroup> worstResidual: atomic<u32>;

// Worst residual of row i of the step that ends, as bits.
fn residualBits(i: u32) -> u32 {
  return records[state.record * parameters.recordWords + RECORD_HEADER + 4u * i];
}

// A single workgroup.
@compute @workgroup_size(WORKGROUP)
fn advanceSchedule(@builtin(local_invocation_index) thread: u32) {
  if (parameters.observed == 1u && state.phase != PHASE_DONE) {
    var largestError = 0u;
    for (var p = thread; p < parameters.particles; p += WORKGROUP) {
      let error = worst[p];
      worst[p] = 0u;
      largestError = max(largestError, error);
      atomicAdd(&histogram[binOf(error)], 1u);
    }
    atomicMax(&worstError, largestError);
    var largestResidual = 0u;
    for (var i = thread; i < state.count; i += WORKGROUP) {
      largestResidual = max(largestResidual, residualBits(i));
    }
    atomicMax(&worstResidual, largestResidual);
  }
  workgroupBarrier();
  if (thread != 0u || state.phase == PHASE_DONE) { return; }

  var before = state;
  let residual = atomicLoad(&worstResidual);
  var after = nextState(before, residual);
  if (parameters.observed == 1u) {
    writeHead(before, after, residual);
    after.record = before.record + 1u;
  }
  state = after;
  writeDispatches(after);
}

// The head of the step's record. Clock and iteration are those after the step.
fn writeHead(before: State, after: State, residual: u32) {
  let maximum = atomicLoad(&worstError);
  let quantile = quantiles(parameters.particles);
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
  records[head + 8u] = maximum;
  records[head + 9u] = quantile.x;
  records[head + 10u] = quantile.y;
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
  let observed = select(0u, next.count, next.phase != PHASE_DONE && parameters.observed == 1u);
  writeDispatch(4u * parameters.batches, observed, 1u);
}

// Writes the sizes of the first step, whose state the host has set.
@compute @workgroup_size(1)
fn beginSchedule() {
  writeDispatches(state);
}
