// The update of a round where coordinates couple: y'_{j+1} = A y_j + B s_j + C xi_j + J_j (y'_j - y_j) with a matrix J_j for
// every row and particle. Replaces the path in place and leaves in the score buffer the change that each node made. With
// `lib/clipped.wgsl` implied data predictions stay in a box.

alias Coordinates = array<f32, DIMENSION>;

@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<uniform> batch: Batch;
@group(0) @binding(2) var<storage, read> state: State;
@group(0) @binding(3) var<storage, read> nodes: array<Node>;
// [node][coordinate][particle]
@group(0) @binding(4) var<storage, read_write> path: array<f32>;
// [row][coordinate][particle]: the score on entry, the change y' - y of the produced node on exit
@group(0) @binding(5) var<storage, read_write> scores: array<f32>;
// [row][coordinate][coordinate][particle]
@group(0) @binding(6) var<storage, read> linearParts: array<f32>;
// The box, [coordinate][2].
@group(0) @binding(7) var<storage, read> table: array<f32>;

// What row i carries on to the next node of a change y' - y of its own: J (y' - y).
fn carriedBy(i: u32, inBatch: u32, change: Coordinates) -> Coordinates {
  var carried: Coordinates;
  for (var c = 0u; c < DIMENSION; c++) {
    let row = (i * DIMENSION + c) * DIMENSION;
    var sum = 0.0;
    for (var k = 0u; k < DIMENSION; k++) { sum += linearParts[(row + k) * batch.particles + inBatch] * change[k]; }
    carried[c] = sum;
  }
  return carried;
}

// One thread a particle; it walks the round's rows in order.
@compute @workgroup_size(WORKGROUP)
fn scan(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let inBatch = groupNumber(group, groups) * WORKGROUP + thread;
  if (inBatch >= batch.particles) { return; }
  if (state.phase != PHASE_ROUND) {
    measureStart(inBatch);
    return;
  }
  // The node's state before this round, its new one, and their difference.
  var old: Coordinates;
  var current: Coordinates;
  var change: Coordinates;
  var worst = 0u;
  for (var i = 0u; i < state.count; i++) {
    let j = state.first + i * state.stride;
    if (i % state.segmentLength == 0u) {
      // Where rows follow each other, the segment before has just replaced the state that this one was evaluated at.
      let known = i > 0u && state.stride == 1u;
      for (var c = 0u; c < DIMENSION; c++) {
        if (!known) { old[c] = path[(j * DIMENSION + c) * batch.particles + inBatch]; }
        current[c] = old[c];
        change[c] = 0.0;
      }
    }
    let carried = carriedBy(i, inBatch, change);
    var squares = vec2f();
    for (var c = 0u; c < DIMENSION; c++) {
      let row = (i * DIMENSION + c) * batch.particles + inBatch;
      let terms = keptInBox(nodes[j], c, Terms(old[c], scores[row], carried[c]), current[c], change[c]);
      let next = stepFrom(nodes[j], j, c, batch.firstParticle + inBatch, terms.y, terms.score, terms.carried);
      let produced = ((j + 1u) * DIMENSION + c) * batch.particles + inBatch;
      old[c] = path[produced];
      current[c] = next;
      change[c] = next - old[c];
      path[produced] = next;
      scores[row] = change[c];
      squares += squaresOf(produced, next, change[c]);
    }
    worst = max(worst, measureRow(i, inBatch, squares));
  }
  measureParticle(inBatch, worst);
}
