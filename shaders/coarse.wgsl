// A step over a whole block with one call of the network. A few-step sampler makes nothing else; Parareal corrects the fine
// solution of a block by the difference that its new first state makes to the coarse step. Leaves in the score buffer the
// change of the produced node. Text constant PARAREAL: 1 for that, 0 for a few-step sampler.

@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<uniform> batch: Batch;
@group(0) @binding(2) var<storage, read> state: State;
@group(0) @binding(3) var<storage, read> nodes: array<Node>;
// [node][coordinate][particle]
@group(0) @binding(4) var<storage, read_write> path: array<f32>;
// [coordinate][particle]: the score at the block's first node on entry, the change of its end on exit
@group(0) @binding(5) var<storage, read_write> scores: array<f32>;
// [2][block][coordinate][particle]: of Parareal the coarse step of each block in the sweep before and its end after it; of a
// few-step sampler the data prediction at each block's first node.
@group(0) @binding(6) var<storage, read_write> memory: array<f32>;
// [block]
@group(0) @binding(7) var<storage, read> steps: array<CoarseStep>;
// What the noise of a node has become at its block's end, [node]
@group(0) @binding(8) var<storage, read> noiseWeights: array<f32>;

// y_end = A y + B s + D x0_before + noise; see src/core/coarse.ts.
struct CoarseStep {
  stateFactor: f32,
  scoreWeight: f32,
  predictionWeight: f32,
  unused: f32,
}

// One thread a column (coordinate, particle).
@compute @workgroup_size(WORKGROUP)
fn coarse(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let columns = DIMENSION * batch.particles;
  let column = groupNumber(group, groups) * WORKGROUP + thread;
  if (column >= columns) { return; }
  let coordinate = column / batch.particles;
  let particle = batch.firstParticle + column % batch.particles;
  let blocks = parameters.total / parameters.blockLength;
  let block = state.first / parameters.blockLength;
  let weights = steps[block];
  let y = path[state.first * columns + column];
  let s = scores[column];
  var next = weights.stateFactor * y + weights.scoreWeight * s;
  for (var j = state.first; j < state.first + parameters.blockLength; j++) {
    // The ODE has no noise; the branch is the same for all threads.
    let weight = noiseWeights[j];
    if (weight != 0.0) { next += weight * normalAt(parameters.seed, STREAM_PATH, particle, j * DIMENSION + coordinate); }
  }
  let kept = block * columns + column;
  let end = (blocks + block) * columns + column;
  let produced = (state.first + parameters.blockLength) * columns + column;
  // A node that had no state has changed from where its step began.
  var before = y;
  if (PARAREAL == 1u) {
    let ofCoarse = next;
    if (state.iteration >= blocks) {
      // In this order, so that a block whose first state has not moved keeps its fine solution to the last bit.
      next = path[produced] + (ofCoarse - memory[kept]);
      before = memory[end];
    }
    memory[kept] = ofCoarse;
    next = rounded(next);
    memory[end] = next;
  } else {
    let node = nodes[state.first];
    memory[kept] = (y + node.noiseVariance * s) / node.signal;
    if (weights.predictionWeight != 0.0) { next += weights.predictionWeight * memory[kept - columns]; }
    next = rounded(next);
  }
  path[produced] = next;
  scores[column] = next - before;
}
