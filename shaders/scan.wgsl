// The update of a round: y'_{j+1} = A y_j + B s_j + C xi_j + J (y'_j - y_j), an affine scan along the nodes of a segment.
// Replaces the path in place and leaves in the score buffer the change that each node made.

@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<uniform> batch: Batch;
@group(0) @binding(2) var<storage, read> state: State;
@group(0) @binding(3) var<storage, read> nodes: array<Node>;
// [node][coordinate][particle]
@group(0) @binding(4) var<storage, read_write> path: array<f32>;
// [row][coordinate][particle]: the score on entry, the change y' - y of the produced node on exit
@group(0) @binding(5) var<storage, read_write> scores: array<f32>;

// One thread a column (coordinate, particle); it walks the round's rows in order.
@compute @workgroup_size(WORKGROUP)
fn scan(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let columns = DIMENSION * batch.particles;
  let column = groupNumber(group, groups) * WORKGROUP + thread;
  if (column >= columns) { return; }
  let coordinate = column / batch.particles;
  let particle = batch.firstParticle + column % batch.particles;
  // The node's state before this round, and y' - y there.
  var old = 0.0;
  var change = 0.0;
  for (var i = 0u; i < state.count; i++) {
    let j = state.first + i * state.stride;
    if (i % state.segmentLength == 0u) {
      old = path[j * columns + column];
      change = 0.0;
    }
    let node = nodes[j];
    // The ODE has no noise; the branch is the same for all threads.
    var xi = 0.0;
    if (node.noiseStd != 0.0) { xi = normalAt(parameters.seed, STREAM_PATH, particle, j * DIMENSION + coordinate); }
    let row = i * columns + column;
    let next = node.stateFactor * old + node.scoreWeight * scores[row] + node.noiseStd * xi + node.linearPart * change;
    let produced = (j + 1u) * columns + column;
    old = path[produced];
    change = next - old;
    path[produced] = next;
    scores[row] = change;
  }
}
