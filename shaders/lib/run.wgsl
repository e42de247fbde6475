// Shared by all passes of a run: the sizes, the schedule's state and the numbering of rows. Text constants
// DIMENSION (d), WORKGROUP (threads of a workgroup) stand before this file.

// What a step does; the same numbers as PHASE in src/core/schedules.
const PHASE_START = 0u;
const PHASE_ROUND = 1u;
const PHASE_DONE = 2u;
const PHASE_PREDICT = 3u;

// State of the schedule between steps; all words but the last are ScheduleState of src/core/schedules, in its order.
struct State {
  phase: u32,
  clock: u32,
  iteration: u32,
  segment: u32,
  first: u32,
  count: u32,
  stride: u32,
  segmentLength: u32,
  kept: u32,
  reach: u32,
  front: u32,
  // Records written since the host last cleared this word.
  record: u32,
}

// Numbers that do not change during a run; the first ten are ScheduleParameters of src/core/schedules, in its order.
struct Parameters {
  total: u32,
  blockLength: u32,
  iterations: u32,
  tolerance: f32,
  window: u32,
  subBlocks: u32,
  correctorSteps: u32,
  correctorRounds: u32,
  pipelined: u32,
  startCalls: u32,
  particles: u32,
  tracked: u32,
  nodesInFlight: u32,
  batches: u32,
  batchParticles: u32,
  // Work items of the score pass per row, and items that one of its workgroups covers.
  scoreItems: u32,
  scoreItemsPerGroup: u32,
  // Work items per particle of the scan and of the method's own pass.
  scanItems: u32,
  ownItems: u32,
  // 1: the method's own pass follows every scan; 0: it takes the place of the scan where the method says so.
  ownFollows: u32,
  // Work items of the start per particle.
  startItems: u32,
  // 1: rounds are measured and recorded; 0: the reference run, which is not.
  observed: u32,
  recordWords: u32,
  seed: u32,
  // Of the score without derivatives, as scoreItems above.
  plainItems: u32,
  plainItemsPerGroup: u32,
  // 1: rounds are made with derivatives, which the corrector and predictions do without.
  derived: u32,
  // Workgroups that share the same items of the score pass, and of the one without derivatives.
  scoreSplit: u32,
  plainSplit: u32,
  // 1: the scan measures its steps, and those of starts.
  scanMeasures: u32,
}

// The particles that one set of path buffers holds.
struct Batch {
  firstParticle: u32,
  particles: u32,
  // Upper clip of the eigenvalues of linear parts that are made of derivatives or by regression.
  jacobianCap: f32,
  seed: u32,
}

// Coefficients of the step from a node, and what the score needs of its noise time.
struct Node {
  stateFactor: f32,
  scoreWeight: f32,
  noiseStd: f32,
  linearPart: f32,
  signal: f32,
  noiseVariance: f32,
  inverseSigma: f32,
  // The noise's standard deviation of the SDE, also where the run is of the ODE.
  noiseScale: f32,
}

// Number of a workgroup in a dispatch that may be folded into two dimensions.
fn groupNumber(group: vec3u, groups: vec3u) -> u32 {
  return group.y * groups.x + group.x;
}

// Rows that the score is evaluated at in a step: those of the round, or the one that a start asks for; none in other steps, in which a
// dispatch of fixed size comes as well.
fn rowsOf(s: State) -> u32 {
  if (s.phase == PHASE_PREDICT) { return 1u; }
  return select(0u, s.count, s.phase == PHASE_ROUND);
}

// The node of a row.
fn nodeOf(s: State, i: u32) -> u32 {
  return s.first + select(i * s.stride, s.kept, s.phase == PHASE_PREDICT);
}

// Whether the step from a node is one of the corrector.
fn isCorrectorNode(node: u32, blockLength: u32, subBlocks: u32, correctorSteps: u32) -> bool {
  return subBlocks > 0u && node % (blockLength + subBlocks * correctorSteps) >= blockLength;
}
