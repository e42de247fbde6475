// The Gaussian start of a segment: the sampler of Gaussian data with the mean and the variance of the data, on the noise of
// the path. The corrector's nodes take the state before them.

@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<uniform> batch: Batch;
@group(0) @binding(2) var<storage, read> state: State;
@group(0) @binding(3) var<storage, read> nodes: array<Node>;
// [node][coordinate][particle]
@group(0) @binding(4) var<storage, read_write> path: array<f32>;
@group(0) @binding(5) var<storage, read> scores: array<f32>;
// The variance of the data, then its mean [coordinate].
@group(0) @binding(6) var<storage, read> table: array<f32>;

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
  let coordinate = column / batch.particles;
  let particle = batch.firstParticle + column % batch.particles;
  let mean = table[1u + coordinate];
  let fillsCorrector = isCorrectorNode(state.first, parameters.blockLength, parameters.subBlocks, parameters.correctorSteps);
  var y = path[(state.first + state.kept) * columns + column];
  for (var i = state.kept; i < state.count; i++) {
    let j = state.first + i;
    if (!fillsCorrector) {
      let node = nodes[j];
      let variance = node.signal * node.signal * table[0] + node.noiseVariance;
      y = stepFrom(node, j, coordinate, particle, y, (node.signal * mean - y) / variance, 0.0);
    }
    path[(j + 1u) * columns + column] = y;
  }
}
