// As observe.wgsl where particles are few: a thread a node instead of a workgroup, with neither histogram nor barrier, which would take
// longer than all else in a round of few rows. The same numbers to the bit.

@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<storage, read> state: State;
// Both [row][particle of the run], bits of non-negative floats.
@group(0) @binding(2) var<storage, read> errors: array<u32>;
@group(0) @binding(3) var<storage, read> residuals: array<u32>;
// Path of the first batch, which holds the tracked particles.
@group(0) @binding(4) var<storage, read> path: array<f32>;
// [axis][coordinate]
@group(0) @binding(5) var<storage, read> projection: array<f32>;
// [record][word]
@group(0) @binding(6) var<storage, read_write> records: array<u32>;
// Largest error of a particle over the step's nodes, [particle]; read and cleared.
@group(0) @binding(7) var<storage, read_write> worst: array<u32>;


// One thread a produced node, and a last one for the particles' largest errors.
@compute @workgroup_size(WORKGROUP)
fn observe(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let i = groupNumber(group, groups) * WORKGROUP + thread;
  if (i > state.count) { return; }
  let record = state.record * parameters.recordWords;
  if (i == state.count) {
    let largest = largestOf(i);
    records[record + 8u] = largest;
    records[record + 9u] = quantileOf(i, largest, (99u * parameters.particles + 99u) / 100u);
    records[record + 10u] = quantileOf(i, largest, (parameters.particles + 1u) / 2u);
    for (var p = 0u; p < parameters.particles; p++) { worst[p] = 0u; }
    return;
  }
  var largestResidual = 0u;
  for (var p = 0u; p < parameters.particles; p++) {
    largestResidual = max(largestResidual, residuals[i * parameters.particles + p]);
  }
  let largest = largestOf(i);
  let produced = record + RECORD_HEADER + 4u * i;
  records[produced] = largestResidual;
  records[produced + 1u] = largest;
  records[produced + 2u] = quantileOf(i, largest, (99u * parameters.particles + 99u) / 100u);
  records[produced + 3u] = quantileOf(i, largest, (parameters.particles + 1u) / 2u);
  projectTracked(i, 0u, 1u);
}

// Error of a particle at the node of row i, or its largest one of all nodes for the row behind the last.
fn errorOf(i: u32, p: u32) -> u32 {
  if (i == state.count) { return worst[p]; }
  return errors[i * parameters.particles + p];
}

fn largestOf(i: u32) -> u32 {
  var largest = 0u;
  for (var p = 0u; p < parameters.particles; p++) { largest = max(largest, errorOf(i, p)); }
  return largest;
}

// The first bin at which at least `counted` particles are counted: that of the error with fewer than so many in bins below it, and as many
// with its own.
fn quantileOf(i: u32, largest: u32, counted: u32) -> u32 {
  if (counted == parameters.particles) { return binValue(binOf(largest), largest); }
  for (var p = 0u; p < parameters.particles; p++) {
    let bin = binOf(errorOf(i, p));
    var below = 0u;
    var within = 0u;
    for (var other = 0u; other < parameters.particles; other++) {
      let its = binOf(errorOf(i, other));
      below += select(0u, 1u, its < bin);
      within += select(0u, 1u, its <= bin);
    }
    if (below < counted && counted <= within) { return binValue(bin, largest); }
  }
  return largest;
}
