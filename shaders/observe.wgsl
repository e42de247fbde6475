// Reduces a step's measurements over particles, per node: worst residual, and worst, 99 % and median error; and projects
// the tracked particles for the pictures. Writes into the record of this step.

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

var<workgroup> worstResidual: atomic<u32>;

// One workgroup a produced node.
@compute @workgroup_size(WORKGROUP)
fn observe(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let i = groupNumber(group, groups);
  if (i >= state.count) { return; }
  var largestError = 0u;
  var largestResidual = 0u;
  for (var p = thread; p < parameters.particles; p += WORKGROUP) {
    let error = errors[i * parameters.particles + p];
    largestError = max(largestError, error);
    largestResidual = max(largestResidual, residuals[i * parameters.particles + p]);
    atomicAdd(&histogram[binOf(error)], 1u);
  }
  atomicMax(&worstError, largestError);
  atomicMax(&worstResidual, largestResidual);

  let record = state.record * parameters.recordWords;
  let firstPath = record + RECORD_HEADER + 4u * parameters.nodesInFlight;
  let node = state.first + i * state.stride + 1u;
  let batchParticles = min(parameters.batchParticles, parameters.particles);
  for (var t = thread; t < 2u * parameters.tracked; t += WORKGROUP) {
    let axis = t / parameters.tracked;
    let particle = t % parameters.tracked;
    var projected = 0.0;
    for (var c = 0u; c < DIMENSION; c++) {
      projected += projection[axis * DIMENSION + c] * path[(node * DIMENSION + c) * batchParticles + particle];
    }
    records[firstPath + i * 2u * parameters.tracked + t] = bitcast<u32>(projected);
  }

  workgroupBarrier();
  if (thread != 0u) { return; }
  let maximum = atomicLoad(&worstError);
  let quantile = quantiles(parameters.particles);
  let produced = record + RECORD_HEADER + 4u * i;
  records[produced] = atomicLoad(&worstResidual);
  records[produced + 1u] = maximum;
  records[produced + 2u] = quantile.x;
  records[produced + 3u] = quantile.y;
}
