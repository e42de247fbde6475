// The re-noised prediction as the start of a segment: the score at its first state gives the data and the noise in it, and
// every node gets as much of both as its time has. The corrector's nodes take the state before them.

@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<uniform> batch: Batch;
@group(0) @binding(2) var<storage, read> state: State;
@group(0) @binding(3) var<storage, read> nodes: array<Node>;
// [node][coordinate][particle]
@group(0) @binding(4) var<storage, read_write> path: array<f32>;
// [row][coordinate][particle]: the score at the first state is row 0
@group(0) @binding(5) var<storage, read> scores: array<f32>;
// a_m and 1 - a_m^2 of every node, [node][2]; one node more than there are steps.
@group(0) @binding(6) var<storage, read> table: array<vec2f>;

// One thread a column (coordinate, particle); it walks the segment's nodes.
@compute @workgroup_size(WORKGROUP)
fn start(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  if (state.phase != PHASE_START) { return; }
  let columns = DIMENSION * batch.particles;
  let column = groupNumber(group, groups) * WORKGROUP + thread;
  if (column >= columns) { return; }
  let fillsCorrector = isCorrectorNode(state.first, parameters.blockLength, parameters.subBlocks, parameters.correctorSteps);
  let first = state.first + state.kept;
  let y = path[first * columns + column];
  let s = scores[column];
  // What the first state has of the data, a_0 x_0.
  let data = y + table[first].y * s;
  for (var node = first + 1u; node <= state.first + state.count; node++) {
    let next = table[node].x / table[first].x * data - sqrt(table[node].y * table[first].y) * s;
    path[node * columns + column] = rounded(select(next, y, fillsCorrector));
  }
}
