// Score of isotropic Gaussian data, (a mu - x) / V with V = a^2 v + 1 - a^2, and linear parts of its derivative -I / V.

@group(0) @binding(0) var<uniform> batch: Batch;
@group(0) @binding(1) var<storage, read> state: State;
@group(0) @binding(2) var<storage, read> nodes: array<Node>;
@group(0) @binding(3) var<storage, read> path: array<f32>;
@group(0) @binding(4) var<storage, read_write> scores: array<f32>;
@group(0) @binding(5) var<storage, read_write> linearParts: array<f32>;
// The variance v, then the mean [coordinate].
@group(0) @binding(6) var<storage, read> model: array<f32>;

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
  let coordinate = item % columns / batch.particles;
  let particle = item % batch.particles;
  let j = nodeOf(state, i);
  let node = nodes[j];
  let variance = node.signal * node.signal * model[0] + node.noiseVariance;
  scores[item] = (node.signal * model[1u + coordinate] - path[j * columns + item % columns]) / variance;
  // A + B ds/dx is a multiple of I. Each thread writes its coordinate's row of what is asked of it.
  let linear = clipNumber(node.stateFactor - node.scoreWeight / variance, batch.jacobianCap);
  let entriesOfRow = ENTRIES / DIMENSION;
  if (DERIVATIVE == 1u) {
    if (coordinate == 0u) { linearParts[i * batch.particles + particle] = linear; }
    return;
  }
  for (var e = 0u; e < entriesOfRow; e++) {
    let entry = coordinate * entriesOfRow + e;
    let isDiagonal = DERIVATIVE == 2u || e == coordinate;
    linearParts[(i * ENTRIES + entry) * batch.particles + particle] = select(0.0, linear, isDiagonal);
  }
}
