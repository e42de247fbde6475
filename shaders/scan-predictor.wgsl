// The update of a round that predicts scores at new states without derivatives:
// y'_{j+1} = A y_j + B [s_j + g(y'_j) - g(y_j)] + C xi_j + J_j (y'_j - y_j), with the score g of a surrogate (text constant SURROGATE = 1)
// or none, and with J = A + B S by regression along the path (REGRESSION = 1, in two dimensions at most), else J = A. Replaces the path in
// place and leaves in the score buffer the change that each node made.

@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<uniform> batch: Batch;
@group(0) @binding(2) var<storage, read> state: State;
@group(0) @binding(3) var<storage, read> nodes: array<Node>;
// [node][coordinate][particle]
@group(0) @binding(4) var<storage, read_write> path: array<f32>;
// [row][coordinate][particle]: the score on entry, the change y' - y of the produced node on exit
@group(0) @binding(5) var<storage, read_write> scores: array<f32>;
// The box, [coordinate][2]; the variance of the data; the surrogate, from SURROGATE_FROM on.
@group(0) @binding(7) var<storage, read> table: array<f32>;

const SURROGATE_FROM = 2u * DIMENSION + 1u;
// Rows from the present one to the last one ahead.
const ROWS_KEPT = select(1u, LEAD + 1u, REGRESSION == 1u);
// 0 in one dimension.
const SECOND = f32(DIMENSION - 1u);

// Scores of the surrogate at the old states of these rows, row i in place i % ROWS_KEPT.
var<private> surrogateScores: array<Coordinates, ROWS_KEPT>;

// What increments are of: u = y / a and e = n (s - g) / a.
struct Point {
  u: vec2f,
  e: vec2f,
}

fn stateAt(j: u32, inBatch: u32) -> Coordinates {
  var y: Coordinates;
  for (var c = 0u; c < DIMENSION; c++) { y[c] = path[(j * DIMENSION + c) * batch.particles + inBatch]; }
  return y;
}

fn inPlane(x: Coordinates) -> vec2f {
  return vec2f(x[0], SECOND * x[DIMENSION - 1u]);
}

// The point of row i with its old state; remembers the surrogate's score there.
fn pointOf(i: u32, node: Node, y: Coordinates, inBatch: u32) -> Point {
  var s: Coordinates;
  for (var c = 0u; c < DIMENSION; c++) { s[c] = scores[(i * DIMENSION + c) * batch.particles + inBatch]; }
  if (SURROGATE == 1u) {
    let g = surrogateScore(node, y);
    surrogateScores[i % ROWS_KEPT] = g;
    for (var c = 0u; c < DIMENSION; c++) { s[c] -= g[c]; }
  }
  return Point(inPlane(y) / node.signal, node.noiseVariance / node.signal * inPlane(s));
}

// J of a node, entries 00, 01 and 11.
fn linearPart(node: Node, sums: Sums) -> vec3f {
  let variance = node.signal * node.signal * table[2u * DIMENSION] + node.noiseVariance;
  // Gaussian data have this slope; a surrogate leaves none in the mean, and no slope at all must be among what is allowed.
  let prior = select(0.0, -node.noiseVariance / variance, SURROGATE == 0u);
  let cap = max(batch.jacobianCap, select(node.stateFactor, 0.0, SURROGATE == 0u));
  let slope = node.scoreWeight / node.noiseVariance * symmetricSlope(sums, prior);
  return clippedMatrix(node.stateFactor * vec3f(1.0, 0.0, 1.0) + slope, cap);
}

// Whether a change is other than zero, on the bits, so that a NaN is one.
fn isChange(change: Coordinates) -> bool {
  var bits = 0u;
  for (var c = 0u; c < DIMENSION; c++) { bits |= bitcast<u32>(change[c]) & 0x7fffffffu; }
  return bits != 0u;
}

// One thread a particle; it walks the round's rows in order, and with a regression others ahead of them, where states and scores are
// still those of the round before.
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
  var sums: Sums;
  // The row that increments have come to.
  var ahead = 0u;
  var point: Point;
  var worst = 0u;
  for (var i = 0u; i < state.count; i++) {
    let j = state.first + i * state.stride;
    let node = nodes[j];
    let inSegment = i % state.segmentLength;
    if (inSegment == 0u) {
      // Where rows follow each other, the segment before has just replaced the state that this one was evaluated at.
      if (i == 0u || state.stride != 1u) { old = stateAt(j, inBatch); }
      current = old;
      change = Coordinates();
      if (REGRESSION == 1u) {
        sums = Sums();
        ahead = i;
        point = pointOf(i, node, old, inBatch);
      }
    }
    var carried: Coordinates;
    if (REGRESSION == 1u) {
      let last = min(i - inSegment + state.segmentLength, state.count) - 1u;
      while (ahead < min(last, i + LEAD)) {
        let left = nodes[state.first + ahead * state.stride];
        ahead++;
        let right = state.first + ahead * state.stride;
        let next = pointOf(ahead, nodes[right], stateAt(right, inBatch), inBatch);
        sums = withIncrement(sums, left.signal * left.signal / left.noiseVariance, next.u - point.u, next.e - point.e);
        point = next;
      }
      let linear = linearPart(node, sums);
      let moved = inPlane(change);
      carried[0] = dot(linear.xy, moved);
      if (DIMENSION > 1u) { carried[DIMENSION - 1u] = dot(linear.yz, moved); }
    } else {
      for (var c = 0u; c < DIMENSION; c++) { carried[c] = node.linearPart * change[c]; }
    }
    if (SURROGATE == 1u && isChange(change)) {
      let now = surrogateScore(node, current);
      var before = surrogateScores[i % ROWS_KEPT];
      if (REGRESSION == 0u) { before = surrogateScore(node, old); }
      for (var c = 0u; c < DIMENSION; c++) { carried[c] += node.scoreWeight * (now[c] - before[c]); }
    }
    var squares = vec2f();
    for (var c = 0u; c < DIMENSION; c++) {
      let row = (i * DIMENSION + c) * batch.particles + inBatch;
      let terms = keptInBox(node, c, Terms(old[c], scores[row], carried[c]), current[c], change[c]);
      let next = stepFrom(node, j, c, batch.firstParticle + inBatch, terms.y, terms.score, terms.carried);
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
