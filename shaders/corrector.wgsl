// The update of a round in the parallel corrector: velocity and position of a sub-block are made anew from its first node on,
// with the scores of the old positions, by exact steps of underdamped Langevin dynamics (arXiv 2405.15986, Algorithm 3).
// Replaces the path in place and leaves in the score buffer the change that each node made.

@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<uniform> batch: Batch;
@group(0) @binding(2) var<storage, read> state: State;
@group(0) @binding(3) var<storage, read> nodes: array<Node>;
// [node][coordinate][particle]
@group(0) @binding(4) var<storage, read_write> path: array<f32>;
// [row][coordinate][particle]: the score on entry, the change u' - u of the produced node on exit
@group(0) @binding(5) var<storage, read_write> scores: array<f32>;
// [node][coordinate][particle]; of corrector nodes, and of those that follow them
@group(0) @binding(6) var<storage, read_write> velocities: array<f32>;
// [block]
@group(0) @binding(7) var<storage, read> steps: array<CorrectorStep>;

// v' = x v + a s + n_v, u' = u + b1 v + b2 s + n_u; see src/core/corrector-step.ts.
struct CorrectorStep {
  velocityFactor: f32,
  velocityScoreWeight: f32,
  positionVelocityWeight: f32,
  positionScoreWeight: f32,
  velocityNoise: f32,
  sharedNoise: f32,
  positionNoise: f32,
  unused: f32,
}

const STREAM_CORRECTOR_VELOCITY = 2u;
const STREAM_CORRECTOR_NOISE_V = 3u;
const STREAM_CORRECTOR_NOISE_U = 4u;

// One thread a column (coordinate, particle); it walks the round's rows in order.
@compute @workgroup_size(WORKGROUP)
fn correct(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let columns = DIMENSION * batch.particles;
  let column = groupNumber(group, groups) * WORKGROUP + thread;
  if (column >= columns) { return; }
  let coordinate = column / batch.particles;
  let particle = batch.firstParticle + column % batch.particles;
  let period = parameters.blockLength + parameters.subBlocks * parameters.correctorSteps;
  let step = steps[state.first / period];
  // v ~ N(0, I) where the corrector begins, the same in every round; sub-blocks that follow go on with what they find.
  if (state.first % period == parameters.blockLength) {
    let index = state.first * DIMENSION + coordinate;
    velocities[state.first * columns + column] = normalAt(parameters.seed, STREAM_CORRECTOR_VELOCITY, particle, index);
  }
  var u = path[state.first * columns + column];
  var v = velocities[state.first * columns + column];
  for (var i = 0u; i < state.count; i++) {
    let j = state.first + i;
    let index = j * DIMENSION + coordinate;
    let zv = normalAt(parameters.seed, STREAM_CORRECTOR_NOISE_V, particle, index);
    let zu = normalAt(parameters.seed, STREAM_CORRECTOR_NOISE_U, particle, index);
    let row = i * columns + column;
    let s = scores[row];
    u = rounded(
      u + step.positionVelocityWeight * v + step.positionScoreWeight * s + step.sharedNoise * zv + step.positionNoise * zu
    );
    v = step.velocityFactor * v + step.velocityScoreWeight * s + step.velocityNoise * zv;
    let produced = (j + 1u) * columns + column;
    scores[row] = u - path[produced];
    path[produced] = u;
    velocities[produced] = v;
  }
}
