// Measures a step at every produced node and particle.

@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<uniform> batch: Batch;
@group(0) @binding(2) var<storage, read> state: State;
// Both [node][coordinate][particle of the batch].
@group(0) @binding(3) var<storage, read> path: array<f32>;
@group(0) @binding(4) var<storage, read> reference: array<f32>;
// Changes left by the scan, [row][coordinate][particle of the batch].
@group(0) @binding(5) var<storage, read> changes: array<f32>;
// [row][particle of the run].
@group(0) @binding(6) var<storage, read_write> errors: array<u32>;
@group(0) @binding(7) var<storage, read_write> residuals: array<u32>;
// Largest error of a particle over the step's nodes, [particle of the run].
@group(0) @binding(8) var<storage, read_write> worst: array<atomic<u32>>;

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
  let produced = i * parameters.particles + particle;
  errors[produced] = measured.error;
  residuals[produced] = measured.residual;
  atomicMax(&worst[particle], measured.error);
}
