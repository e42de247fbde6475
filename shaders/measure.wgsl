// Measures a step at every produced node and particle: the change that the round made and the error to the sequential
// path, both as RMS over coordinates, stored as bits of non-negative floats so that all comparisons are of integers.

@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<uniform> batch: Batch;
@group(0) @binding(2) var<storage, read> state: State;
// Both [node][coordinate][particle of the batch].
@group(0) @binding(3) var<storage, read> path: array<f32>;
@group(0) @binding(4) var<storage, read> reference: array<f32>;
// Changes left by the scan, [row][coordinate][particle of the batch].
@group(0) @binding(5) var<storage, read> changes: array<f32>;
// [row][particle of the run].
@group(0) @binding(6) var<storage, read_write> errors: array<u32>;
@group(0) @binding(7) var<storage, read_write> residuals: array<u32>;
// Largest error of a particle over the step's nodes, [particle of the run].
@group(0) @binding(8) var<storage, read_write> worst: array<atomic<u32>>;

const MAGNITUDE = 0x7fffffffu;

// One thread a (row, particle).
@compute @workgroup_size(WORKGROUP)
fn measure(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let item = groupNumber(group, groups) * WORKGROUP + thread;
  if (item >= state.count * batch.particles) { return; }
  let i = item / batch.particles;
  let particle = item % batch.particles;
  let node = state.first + i * state.stride + state.reach;
  var squaredError = 0.0;
  var squaredChange = 0.0;
  for (var c = 0u; c < DIMENSION; c++) {
    let here = (node * DIMENSION + c) * batch.particles + particle;
    let difference = path[here] - reference[here];
    squaredError += difference * difference;
    let change = changes[(i * DIMENSION + c) * batch.particles + particle];
    squaredChange += change * change;
  }
  let error = bitcast<u32>(sqrt(squaredError / f32(DIMENSION))) & MAGNITUDE;
  let residual = bitcast<u32>(sqrt(squaredChange / f32(DIMENSION))) & MAGNITUDE;
  let produced = i * parameters.particles + batch.firstParticle + particle;
  errors[produced] = error;
  residuals[produced] = residual;
  atomicMax(&worst[batch.firstParticle + particle], error);
}
