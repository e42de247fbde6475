// Measures a step at every produced node and particle, where the scan does not.

@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<uniform> batch: Batch;
@group(0) @binding(2) var<storage, read> state: State;
// Both [node][coordinate][particle of the batch].
@group(0) @binding(3) var<storage, read> path: array<f32>;
@group(0) @binding(4) var<storage, read> reference: array<f32>;
// Changes left by the scan, [row][coordinate][particle of the batch].
@group(0) @binding(5) var<storage, read> changes: array<f32>;
// As `lib/measurements.wgsl` says.
@group(0) @binding(6) var<storage, read_write> measurements: array<atomic<u32>>;

// One thread a (row, particle).
@compute @workgroup_size(WORKGROUP)
fn measure(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let item = groupNumber(group, groups) * WORKGROUP + thread;
  if (item >= state.count * batch.particles) { return; }
  let i = item / batch.particles;
  let inBatch = item % batch.particles;
  let particle = batch.firstParticle + inBatch;
  let measured = measuredAt(i, inBatch, batch.particles);
  atomicStore(&measurements[errorPlace(i, particle)], measured.error);
  atomicStore(&measurements[residualPlace(i, particle)], measured.residual);
  atomicMax(&measurements[worstPlace(particle)], measured.error);
}
