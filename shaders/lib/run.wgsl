// Shared by all passes of a run: the sizes, the schedule's state and the numbering of rows. Text constants
// DIMENSION (d), WORKGROUP (threads of a workgroup) stand before this file.

// What a step does; the same numbers as PHASE in src/core/schedules.
const PHASE_START = 0u;
const PHASE_ROUND = 1u;
const PHASE_DONE = 2u;

// State of the schedule between steps; the first eight words are ScheduleState of src/core/schedules, in its order.
struct State {
  phase: u32,
  clock: u32,
  iteration: u32,
  segment: u32,
  first: u32,
  count: u32,
  stride: u32,
  segmentLength: u32,
  // Records written since the host last cleared this word.
  record: u32,
}

// Numbers that do not change during a run.
struct Parameters {
  total: u32,
  blockLength: u32,
  iterations: u32,
  toleranceBits: u32,
  particles: u32,
  tracked: u32,
  nodesInFlight: u32,
  batches: u32,
  batchParticles: u32,
  // Work items of the score pass per row, and items that one of its workgroups covers.
  scoreItems: u32,
  scoreItemsPerGroup: u32,
  // 1: rounds are measured and recorded; 0: the reference run, which is not.
  observed: u32,
  recordWords: u32,
  seed: u32,
}

// The particles that one set of path buffers holds.
struct Batch {
  firstParticle: u32,
  particles: u32,
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
  unused: f32,
}

// Number of a workgroup in a dispatch that may be folded into two dimensions.
fn groupNumber(group: vec3u, groups: vec3u) -> u32 {
  return group.y * groups.x + group.x;
}
