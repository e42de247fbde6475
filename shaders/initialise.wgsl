// Draws the state at the first node from the standard normal distribution, for the path and the reference alike.

@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<uniform> batch: Batch;
// [node][coordinate][particle]
@group(0) @binding(2) var<storage, read_write> path: array<f32>;
@group(0) @binding(3) var<storage, read_write> reference: array<f32>;

// One thread a column (coordinate, particle).
@compute @workgroup_size(WORKGROUP)
fn initialise(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let column = groupNumber(group, groups) * WORKGROUP + thread;
  if (column >= DIMENSION * batch.particles) { return; }
  let coordinate = column / batch.particles;
  let particle = column % batch.particles;
  let y = rounded(normalAt(parameters.seed, STREAM_START, batch.firstParticle + particle, coordinate));
  path[column] = y;
  reference[column] = y;
}
