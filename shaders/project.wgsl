// Projects states on the plane of the pictures: chosen nodes, the first particles of a batch.

struct Selection {
  // Particles of the batch, and how many of them are wanted.
  stride: u32,
  particles: u32,
  nodes: u32,
}

@group(0) @binding(0) var<uniform> selection: Selection;
@group(0) @binding(1) var<storage, read> nodeList: array<u32>;
// [node][coordinate][particle]
@group(0) @binding(2) var<storage, read> path: array<f32>;
// [axis][coordinate]
@group(0) @binding(3) var<storage, read> projection: array<f32>;
// [entry of the list][axis][particle]
@group(0) @binding(4) var<storage, read_write> projected: array<f32>;

// One thread an element of the result.
@compute @workgroup_size(WORKGROUP)
fn project(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let item = groupNumber(group, groups) * WORKGROUP + thread;
  if (item >= selection.nodes * 2u * selection.particles) { return; }
  let particle = item % selection.particles;
  let axis = (item / selection.particles) % 2u;
  let node = nodeList[item / (2u * selection.particles)];
  var sum = 0.0;
  for (var c = 0u; c < DIMENSION; c++) {
    sum += projection[axis * DIMENSION + c] * path[(node * DIMENSION + c) * selection.stride + particle];
  }
  projected[item] = sum;
}
