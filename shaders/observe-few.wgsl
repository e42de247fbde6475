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
  let count = state.count;
  if (i > count) { return; }
  let particles = parameters.particles;
  let ofParticles = i == count;
  let first = i * particles;
  var largestResidual = 0u;
  var largest = 0u;
  // Errors of the node, or the largest of each particle.
  var sample: array<u32, PARTICLES>;
  for (var p = 0u; p < particles; p++) {
    if (ofParticles) {
      sample[p] = worst[p];
      worst[p] = 0u;
    } else {
      sample[p] = errors[first + p];
      largestResidual = max(largestResidual, residuals[first + p]);
    }
    largest = max(largest, sample[p]);
  }
  let statistics = vec3u(
    largest,
    quantileOf(&sample, particles, largest, (99u * particles + 99u) / 100u),
    quantileOf(&sample, particles, largest, (particles + 1u) / 2u),
  );
  let record = state.record * parameters.recordWords;
  if (ofParticles) {
    for (var k = 0u; k < 3u; k++) { records[record + 8u + k] = statistics[k]; }
    return;
  }
  let produced = record + RECORD_HEADER + 4u * i;
  records[produced] = largestResidual;
  for (var k = 0u; k < 3u; k++) { records[produced + 1u + k] = statistics[k]; }
  projectTracked(i, 0u, 1u);
}

// The first bin at which at least `counted` particles are counted: that of the error with fewer than so many in bins below it, and as many
// with its own.
fn quantileOf(sample: ptr<function, array<u32, PARTICLES>>, particles: u32, largest: u32, counted: u32) -> u32 {
  if (counted == particles) { return binValue(binOf(largest), largest); }
  for (var p = 0u; p < particles; p++) {
    let bin = binOf((*sample)[p]);
    var below = 0u;
    var within = 0u;
    for (var other = 0u; other < particles; other++) {
      let its = binOf((*sample)[other]);
      below += select(0u, 1u, its < bin);
      within += select(0u, 1u, its <= bin);
    }
    if (below < counted && counted <= within) { return binValue(bin, largest); }
  }
  return largest;
}
