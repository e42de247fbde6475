// What ends a step: asks the schedule (`schedules/*.wgsl`) what comes next, completes the head of the step's record and writes the sizes of
// the next step's dispatches, so that the host never decides between rounds. A pass that uses it binds parameters, state, records and
// dispatches.

// Kernels of a batch.
const KERNELS = 7u;

// What a schedule is told of the round that ends. Bits of non-negative floats are ordered as their values, and those of NaN
// lie above infinity.
struct Observation {
  // Largest residual of all rows.
  worst: u32,
  // Largest residual of the first segment of the scan.
  head: u32,
  // The first row whose residual is above the tolerance times the noise scale of its node; `count` if there is none.
  violation: u32,
}

// Ends a step of what was seen of it.
fn endStep(seen: Observation) {
  let before = state;
  var after = nextState(before, seen);
  if (parameters.observed == 1u && before.phase != PHASE_PREDICT) {
    writeHead(before, after, seen.worst);
    after.record = before.record + 1u;
  }
  state = after;
  writeDispatches(after);
}

// What is the same for all schedules: a start is followed by its round, and a start that needs a network call is preceded
// by it; the corrector, and a start that fills nothing, go without. The twin of `nextState` in src/core/schedules/schedule.ts.
fn nextState(before: State, seen: Observation) -> State {
  var next = before;
  if (before.phase == PHASE_PREDICT) {
    next.phase = PHASE_START;
    next.clock += 1u;
    return next;
  }
  if (before.phase == PHASE_START) {
    next.phase = PHASE_ROUND;
    return next;
  }
  next = afterRound(before, seen);
  let fills = next.phase == PHASE_START && next.kept < next.count;
  if (fills && parameters.startCalls > 0u && !inCorrector(next.first)) { next.phase = PHASE_PREDICT; }
  return next;
}

fn inCorrector(node: u32) -> bool {
  return isCorrectorNode(node, parameters.blockLength, parameters.subBlocks, parameters.correctorSteps);
}

// Whether residuals, of which these are the bits of the largest, are all below a tolerance; never for a tolerance of 0.
fn isBelow(bits: u32, tolerance: f32) -> bool {
  return tolerance > 0.0 && bits < bitcast<u32>(tolerance);
}

// The head of the step's record, but for the errors, which were written before. Clock and iteration are those after
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
  // The workgroups that the score of this step needed, for tests.
  records[head + 11u] = dispatches[3];
  records[head + 12u] = dispatches[4];
  records[head + 13u] = before.reach;
  records[head + 14u] = after.front;
  records[head + 15u] = before.kept;
}

// Workgroups for a number of items, `split` for the same ones, folded into two dimensions where one would pass the default limit of
// 65,535.
fn writeDispatch(kernel: u32, items: u32, itemsPerGroup: u32, split: u32) {
  let groups = (items + itemsPerGroup - 1u) / itemsPerGroup * split;
  let rows = (groups + 65534u) / 65535u;
  let columns = select((groups + max(rows, 1u) - 1u) / max(rows, 1u), 0u, groups == 0u);
  dispatches[3u * kernel] = columns;
  dispatches[3u * kernel + 1u] = select(rows, 0u, groups == 0u);
  dispatches[3u * kernel + 2u] = 1u;
}

// Sizes of the next step: a score for a prediction; a start; score (the plain one in a corrector) and scan, or the method's
// own pass, of a round; measurements of the last two; nothing when done.
fn writeDispatches(next: State) {
  let isRound = next.phase == PHASE_ROUND;
  let isStart = next.phase == PHASE_START;
  let isPredict = next.phase == PHASE_PREDICT;
  let isCorrector = inCorrector(next.first);
  let isPlain = isRound && isCorrector && parameters.derived == 1u;
  let isOwn = isRound && (next.segmentLength == 0u || isCorrector);
  let observed = parameters.observed == 1u && (isRound || isStart);
  for (var b = 0u; b < parameters.batches; b++) {
    let particles = min(parameters.batchParticles, parameters.particles - b * parameters.batchParticles);
    let start = select(0u, parameters.startItems * particles, isStart);
    let rows = select(0u, next.count * particles, isRound && !isPlain);
    let plainRows = select(0u, next.count * particles, isPlain);
    let predicted = select(0u, particles, isPredict);
    let measuresStart = isStart && parameters.scanMeasures == 1u;
    let scanned = select(0u, parameters.scanItems * particles, (isRound && !isOwn) || measuresStart);
    let own = select(0u, parameters.ownItems * particles, isOwn || (isRound && parameters.ownFollows == 1u));
    let measured = select(0u, next.count * particles, observed);
    let kernel = KERNELS * b;
    writeDispatch(kernel, start, COLUMNS_PER_GROUP, 1u);
    writeDispatch(kernel + 1u, rows * parameters.scoreItems, parameters.scoreItemsPerGroup, parameters.scoreSplit);
    writeDispatch(kernel + 2u, scanned, COLUMNS_PER_GROUP, 1u);
    writeDispatch(kernel + 3u, own, COLUMNS_PER_GROUP, 1u);
    writeDispatch(kernel + 4u, measured, COLUMNS_PER_GROUP, 1u);
    writeDispatch(kernel + 5u, predicted * parameters.plainItems, parameters.plainItemsPerGroup, parameters.plainSplit);
    writeDispatch(kernel + 6u, plainRows * parameters.plainItems, parameters.plainItemsPerGroup, parameters.plainSplit);
  }
  // Every node, and one item more for the particles.
  writeDispatch(KERNELS * parameters.batches, select(0u, next.count + 1u, observed), 1u, 1u);
}
