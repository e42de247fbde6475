// Ends a step of few particles and nodes in one workgroup, which does the work of measure.wgsl, observe.wgsl and advance.wgsl, and of scan.wgsl
// where `lib/scan-few.wgsl` stands before: dispatches take longer than all else in a round of few rows. A thread takes the statistics of a node,
// without histogram. The same numbers as there, to the bit where the compiler contracts no products and sums.

@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<storage, read_write> state: State;
// Both [node][coordinate][particle].
@group(0) @binding(2) var<storage, read_write> path: array<f32>;
@group(0) @binding(3) var<storage, read> reference: array<f32>;
// [row][coordinate][particle]: changes left by the scan; scores where it is made here.
@group(0) @binding(4) var<storage, read_write> changes: array<f32>;
// [axis][coordinate]
@group(0) @binding(5) var<storage, read> projection: array<f32>;
@group(0) @binding(6) var<storage, read> nodes: array<Node>;
// [record][word]
@group(0) @binding(7) var<storage, read_write> records: array<u32>;
// Arguments of indirect dispatches, [kernel][3]; see DISPATCH in src/engine/webgpu/layout.ts.
@group(0) @binding(8) var<storage, read_write> dispatches: array<u32>;

// Largest error of a particle over the step's nodes.
var<workgroup> worst: array<atomic<u32>, PARTICLES>;

// A single workgroup.
@compute @workgroup_size(WORKGROUP)
fn finish(@builtin(local_invocation_index) thread: u32) {
  scanRound(thread);
  let observed = parameters.observed == 1u && (state.phase == PHASE_START || state.phase == PHASE_ROUND);
  let record = state.record * parameters.recordWords;
  // Errors of a node, or the largest of each particle.
  var sample: array<u32, PARTICLES>;
  if (observed) {
    for (var i = thread; i < state.count; i += WORKGROUP) {
      var residual = 0u;
      for (var p = 0u; p < PARTICLES; p++) {
        let measured = measuredAt(i, p, PARTICLES);
        sample[p] = measured.error;
        atomicMax(&worst[p], measured.error);
        residual = max(residual, measured.residual);
      }
      see(i, residual);
      let produced = record + RECORD_HEADER + 4u * i;
      records[produced] = residual;
      writeStatistics(produced + 1u, &sample);
      projectTracked(i, 0u, 1u);
    }
  }
  workgroupBarrier();
  if (thread != 0u || state.phase == PHASE_DONE) { return; }
  if (observed) {
    for (var p = 0u; p < PARTICLES; p++) { sample[p] = atomicLoad(&worst[p]); }
    writeStatistics(record + 8u, &sample);
  }
  endStep(seenOfStep());
}

// Worst, 99 % and median of a sample into a record.
fn writeStatistics(at: u32, sample: ptr<function, array<u32, PARTICLES>>) {
  var largest = 0u;
  for (var p = 0u; p < PARTICLES; p++) { largest = max(largest, (*sample)[p]); }
  records[at] = largest;
  records[at + 1u] = quantileOf(sample, largest, (99u * PARTICLES + 99u) / 100u);
  records[at + 2u] = quantileOf(sample, largest, (PARTICLES + 1u) / 2u);
}

// The first bin in which, with those below it, `counted` particles are.
fn quantileOf(sample: ptr<function, array<u32, PARTICLES>>, largest: u32, counted: u32) -> u32 {
  var last = binOf(largest);
  if (counted == PARTICLES) { return binValue(last, largest); }
  var first = 0u;
  while (first < last) {
    let middle = (first + last) / 2u;
    var within = 0u;
    for (var p = 0u; p < PARTICLES; p++) { within += select(0u, 1u, binOf((*sample)[p]) <= middle); }
    if (within >= counted) { last = middle; } else { first = middle + 1u; }
  }
  return binValue(first, largest);
}
