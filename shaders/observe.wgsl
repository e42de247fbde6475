// Reduces a step's measurements over particles. Per node: worst residual, and worst, 99 % and median error, and the
// projected tracked particles for the pictures; and, in one workgroup more, worst, 99 % and median of each particle's
// largest error. Writes into the record of this step.

@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<storage, read> state: State;
// As `lib/measurements.wgsl` says; the particles' largest errors are read and cleared.
@group(0) @binding(2) var<storage, read_write> measurements: array<u32>;
// Path of the first batch, which holds the tracked particles.
@group(0) @binding(3) var<storage, read> path: array<f32>;
// [axis][coordinate]
@group(0) @binding(4) var<storage, read> projection: array<f32>;
// [record][word]
@group(0) @binding(5) var<storage, read_write> records: array<u32>;

var<workgroup> worstResidual: atomic<u32>;

// One workgroup a produced node, and a last one for the particles' largest errors.
@compute @workgroup_size(WORKGROUP)
fn observe(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let i = groupNumber(group, groups);
  if (i > state.count) { return; }
  let ofParticles = i == state.count;
  var largestError = 0u;
  var largestResidual = 0u;
  for (var p = thread; p < parameters.particles; p += WORKGROUP) {
    var error: u32;
    if (ofParticles) {
      error = measurements[worstPlace(p)];
      measurements[worstPlace(p)] = 0u;
    } else {
      error = measurements[errorPlace(i, p)];
      largestResidual = max(largestResidual, measurements[residualPlace(i, p)]);
    }
    largestError = max(largestError, error);
    atomicAdd(&histogram[binOf(error)], 1u);
  }
  atomicMax(&worstError, largestError);
  atomicMax(&worstResidual, largestResidual);
  if (!ofParticles) { projectTracked(i, thread, WORKGROUP); }

  workgroupBarrier();
  if (thread != 0u) { return; }
  let quantile = quantiles(parameters.particles);
  let record = state.record * parameters.recordWords;
  if (ofParticles) {
    records[record + 8u] = atomicLoad(&worstError);
    records[record + 9u] = quantile.x;
    records[record + 10u] = quantile.y;
    return;
  }
  let produced = record + RECORD_HEADER + 4u * i;
  records[produced] = atomicLoad(&worstResidual);
  records[produced + 1u] = atomicLoad(&worstError);
  records[produced + 2u] = quantile.x;
  records[produced + 3u] = quantile.y;
}
