// Score of isotropic Gaussian data: (a mu - x) / (a^2 v + 1 - a^2).

@group(0) @binding(0) var<uniform> batch: Batch;
@group(0) @binding(1) var<storage, read> state: State;
@group(0) @binding(2) var<storage, read> nodes: array<Node>;
@group(0) @binding(3) var<storage, read> path: array<f32>;
@group(0) @binding(4) var<storage, read_write> scores: array<f32>;
// The variance v, then the mean [coordinate].
@group(0) @binding(5) var<storage, read> model: array<f32>;

// One thread an element (row, coordinate, particle).
@compute @workgroup_size(WORKGROUP)
fn score(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let columns = DIMENSION * batch.particles;
  let item = groupNumber(group, groups) * WORKGROUP + thread;
  if (item >= rowsOf(state) * columns) { return; }
  let i = item / columns;
  let column = item % columns;
  let j = nodeOf(state, i);
  let node = nodes[j];
  let variance = node.signal * node.signal * model[0] + node.noiseVariance;
  scores[item] = (node.signal * model[1u + column / batch.particles] - path[j * columns + column]) / variance;
}
