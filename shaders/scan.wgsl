// The update of a round: y'_{j+1} = A y_j + B s_j + C xi_j + J (y'_j - y_j), an affine scan along the nodes of a segment.
// Replaces the path in place and leaves in the score buffer the change that each node made. Text constants LINEAR: 0 where J
// is a number a node, 1 a number a row, 2 a number a row and coordinate; COORDINATES: those of a thread, one or all. The lines that begin
// with //@ are written by scan-shaders.ts. With `lib/clipped.wgsl` implied data predictions stay in a box, and with
// `lib/scan-measured.wgsl` the scan measures its step.

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

// What a walk along a coordinate of a particle takes from node to node.
struct Walk {
  // The node's state before this round, its new one, and their difference.
  old: f32,
  current: f32,
  change: f32,
}

// J of row i in a column (coordinate, particle of the batch).
fn linearPart(i: u32, node: Node, column: u32) -> f32 {
  if (LINEAR == 1u) { return linearParts[i * batch.particles + column % batch.particles]; }
  if (LINEAR == 2u) { return linearParts[i * DIMENSION * batch.particles + column]; }
  return node.linearPart;
}

// Comes to a segment that begins at node j.
fn beginSegment(walk: ptr<function, Walk>, j: u32, column: u32, isKnown: bool) {
  if (!isKnown) { (*walk).old = path[j * DIMENSION * batch.particles + column]; }
  (*walk).current = (*walk).old;
  (*walk).change = 0.0;
}

// Makes row i, the step from node j; returns the squares of error and change.
fn walkRow(walk: ptr<function, Walk>, i: u32, j: u32, node: Node, coordinate: u32, inBatch: u32) -> vec2f {
  let columns = DIMENSION * batch.particles;
  let column = coordinate * batch.particles + inBatch;
  let row = i * columns + column;
  let before = *walk;
  let carried = linearPart(i, node, column) * before.change;
  let terms = keptInBox(node, coordinate, Terms(before.old, scores[row], carried), before.current, before.change);
  let next = stepFrom(node, j, coordinate, batch.firstParticle + inBatch, terms.y, terms.score, terms.carried);
  let produced = (j + 1u) * columns + column;
  let old = path[produced];
  let change = next - old;
  *walk = Walk(old, next, change);
  path[produced] = next;
  scores[row] = change;
  return squaresOf(produced, next, change);
}

// One thread a particle and its coordinates, or one of them; it walks the round's rows in order.
@compute @workgroup_size(WORKGROUP)
fn scan(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let particles = batch.particles;
  let item = groupNumber(group, groups) * WORKGROUP + thread;
  if (item >= DIMENSION / COORDINATES * particles) { return; }
  let first = item / particles;
  let inBatch = item % particles;
  if (state.phase != PHASE_ROUND) {
    measureStart(inBatch);
    return;
  }
  //@ walks
  // What does not change from row to row is read once.
  let count = state.count;
  let stride = state.stride;
  let segmentLength = state.segmentLength;
  var j = state.first;
  // Rows that are left of the segment.
  var left = 0u;
  var worst = 0u;
  for (var i = 0u; i < count; i++) {
    if (left == 0u) {
      // Where rows follow each other, the segment before has just replaced the state that this one was evaluated at.
      let isKnown = i != 0u && stride == 1u;
      //@ begin a segment
      left = segmentLength;
    }
    left -= 1u;
    let node = nodes[j];
    var squares = vec2f();
    //@ walk a row
    worst = max(worst, measureRow(i, inBatch, squares));
    j += stride;
  }
  measureParticle(inBatch, worst);
}
