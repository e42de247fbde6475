// The update of a round as scan.wgsl makes it where J is a number a node and nothing is clipped, by all threads of a workgroup: all but what
// J carries on is made of states before the round, so that only a sum and a product are left for one row after the other.
// A pass that uses it binds parameters, state, nodes, path and changes.

const COLUMNS = DIMENSION * PARTICLES;

fn scanRound(thread: u32) {
  let isRound = state.phase == PHASE_ROUND;
  let items = select(0u, state.count * COLUMNS, isRound);
  for (var item = thread; item < items; item += WORKGROUP) {
    let column = item % COLUMNS;
    let j = state.first + item / COLUMNS * state.stride;
    let score = changes[item];
    changes[item] = driftAndNoise(nodes[j], j, column / PARTICLES, column % PARTICLES, path[j * COLUMNS + column], score);
  }
  storageBarrier();
  let columns = select(0u, COLUMNS, isRound);
  for (var column = thread; column < columns; column += WORKGROUP) {
    var change = 0.0;
    // Rows that are left of the segment.
    var left = 0u;
    for (var i = 0u; i < state.count; i++) {
      if (left == 0u) {
        change = 0.0;
        left = state.segmentLength;
      }
      left -= 1u;
      let j = state.first + i * state.stride;
      let row = i * COLUMNS + column;
      let produced = (j + 1u) * COLUMNS + column;
      let next = rounded(changes[row] + nodes[j].linearPart * change);
      change = next - path[produced];
      path[produced] = next;
      changes[row] = change;
    }
  }
  storageBarrier();
}
