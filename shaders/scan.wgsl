// The update of a round: y'_{j+1} = A y_j + B s_j + C xi_j + J (y'_j - y_j), an affine scan along the nodes of a segment.
// Replaces the path in place and leaves in the score buffer the change that each node made. Text constant LINEAR: 0 where J
// is a number a node, 1 a number a row, 2 a number a row and coordinate. With `lib/clipped.wgsl` implied data predictions stay in a box.

@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<uniform> batch: Batch;
@group(0) @binding(2) var<storage, read> state: State;
@group(0) @binding(3) var<storage, read> nodes: array<Node>;
// [node][coordinate][particle]
@group(0) @binding(4) var<storage, read_write> path: array<f32>;
// [row][coordinate][particle]: the score on entry, the change y' - y of the produced node on exit
@group(0) @binding(5) var<storage, read_write> scores: array<f32>;
// [row][entry][particle]
@group(0) @binding(6) var<storage, read> linearParts: array<f32>;
// The box, [coordinate][2].
@group(0) @binding(7) var<storage, read> table: array<f32>;

// J of row i at a column (coordinate, particle of the batch).
fn linearPart(i: u32, node: Node, column: u32, inBatch: u32) -> f32 {
  if (LINEAR == 1u) { return linearParts[i * batch.particles + inBatch]; }
  if (LINEAR == 2u) { return linearParts[i * DIMENSION * batch.particles + column]; }
  return node.linearPart;
}

// One thread a column (coordinate, particle); it walks the round's rows in order.
@compute @workgroup_size(WORKGROUP)
fn scan(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  if (state.phase != PHASE_ROUND) { return; }
  let particles = batch.particles;
  let columns = DIMENSION * particles;
  let column = groupNumber(group, groups) * WORKGROUP + thread;
  if (column >= columns) { return; }
  let coordinate = column / particles;
  let inBatch = column % particles;
  let particle = batch.firstParticle + inBatch;
  // The node's state before this round, its new one, and their difference.
  var old = 0.0;
  var current = 0.0;
  var change = 0.0;
  // What does not change from row to row is read once.
  let count = state.count;
  let stride = state.stride;
  let segmentLength = state.segmentLength;
  var j = state.first;
  // Rows that are left of the segment.
  var left = 0u;
  for (var i = 0u; i < count; i++) {
    if (left == 0u) {
      // Where rows follow each other, the segment before has just replaced the state that this one was evaluated at.
      if (i == 0u || stride != 1u) { old = path[j * columns + column]; }
      current = old;
      change = 0.0;
      left = segmentLength;
    }
    left -= 1u;
    let node = nodes[j];
    let row = i * columns + column;
    let carried = linearPart(i, node, column, inBatch) * change;
    let terms = keptInBox(node, coordinate, Terms(old, scores[row], carried), current, change);
    let next = stepFrom(node, j, coordinate, particle, terms.y, terms.score, terms.carried);
    let produced = (j + 1u) * columns + column;
    old = path[produced];
    current = next;
    change = next - old;
    path[produced] = next;
    scores[row] = change;
    j += stride;
  }
}
