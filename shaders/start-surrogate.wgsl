// The surrogate start of a segment: the sampler of a mixture fitted to the data, on the noise of the path. The corrector's nodes take
// the state before them.

@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<uniform> batch: Batch;
@group(0) @binding(2) var<storage, read> state: State;
@group(0) @binding(3) var<storage, read> nodes: array<Node>;
// [node][coordinate][particle]
@group(0) @binding(4) var<storage, read_write> path: array<f32>;
@group(0) @binding(5) var<storage, read> scores: array<f32>;
// [component][log weight, variance, mean...]
@group(0) @binding(6) var<storage, read> table: array<f32>;

const SURROGATE_FROM = 0u;

// One thread a particle; it walks the segment's nodes.
@compute @workgroup_size(WORKGROUP)
fn start(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  if (state.phase != PHASE_START) { return; }
  let inBatch = groupNumber(group, groups) * WORKGROUP + thread;
  if (inBatch >= batch.particles) { return; }
  let fillsCorrector = isCorrectorNode(state.first, parameters.blockLength, parameters.subBlocks, parameters.correctorSteps);
  var y: Coordinates;
  for (var c = 0u; c < DIMENSION; c++) {
    y[c] = path[((state.first + state.kept) * DIMENSION + c) * batch.particles + inBatch];
  }
  for (var i = state.kept; i < state.count; i++) {
    let j = state.first + i;
    var score: Coordinates;
    if (!fillsCorrector) { score = surrogateScore(nodes[j], y); }
    for (var c = 0u; c < DIMENSION; c++) {
      if (!fillsCorrector) { y[c] = stepFrom(nodes[j], j, c, batch.firstParticle + inBatch, y[c], score[c], 0.0); }
      path[((j + 1u) * DIMENSION + c) * batch.particles + inBatch] = y[c];
    }
  }
}
