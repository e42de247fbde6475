// The constant start of a segment: every node takes the state of the last node before it that has one.

@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<uniform> batch: Batch;
@group(0) @binding(2) var<storage, read> state: State;
@group(0) @binding(3) var<storage, read> nodes: array<Node>;
// [node][coordinate][particle]
@group(0) @binding(4) var<storage, read_write> path: array<f32>;

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
  let y = path[(state.first + state.kept) * columns + column];
  for (var i = state.kept + 1u; i <= state.count; i++) {
    path[(state.first + i) * columns + column] = y;
  }
}
