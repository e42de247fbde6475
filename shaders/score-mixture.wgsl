// Exact score of a mixture of isotropic Gaussians: sum_k rho_k (a mu_k - x) / V_k, with responsibilities rho_k normalised
// as the components go by (a running maximum of the logarithms). As many components as the model's buffer holds. The lines that begin
// with //@ are written by mixture-statements.ts, for every coordinate where there are few.

@group(0) @binding(0) var<uniform> batch: Batch;
@group(0) @binding(1) var<storage, read> state: State;
@group(0) @binding(2) var<storage, read> nodes: array<Node>;
@group(0) @binding(3) var<storage, read> path: array<f32>;
@group(0) @binding(4) var<storage, read_write> scores: array<f32>;
// [component][log weight, variance, mean...]
@group(0) @binding(5) var<storage, read> model: array<f32>;

// One thread a row (node, particle).
@compute @workgroup_size(WORKGROUP)
fn score(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let row = groupNumber(group, groups) * WORKGROUP + thread;
  if (row >= rowsOf(state) * batch.particles) { return; }
  let i = row / batch.particles;
  let particle = row % batch.particles;
  let j = nodeOf(state, i);
  let a = nodes[j].signal;
  let noiseVariance = nodes[j].noiseVariance;
  let state0 = j * DIMENSION * batch.particles + particle;
  //@ states and sums
  var maximum = -3.0e38;
  var total = 0.0;
  // 1 / V_k and d log V_k; components that follow each other mostly share their variance.
  var dataVariance = -1.0;
  var inverseVariance = 0.0;
  var logVolume = 0.0;
  let components = arrayLength(&model) / (DIMENSION + 2u);
  for (var k = 0u; k < components; k++) {
    let component = k * (DIMENSION + 2u);
    let itsVariance = model[component + 1u];
    if (itsVariance != dataVariance) {
      dataVariance = itsVariance;
      let variance = a * a * dataVariance + noiseVariance;
      inverseVariance = 1.0 / variance;
      logVolume = f32(DIMENSION) * log(variance);
    }
    //@ squared distance
    let logarithm = model[component] - 0.5 * (logVolume + squared * inverseVariance);
    if (logarithm > maximum) {
      let factor = exp(maximum - logarithm);
      maximum = logarithm;
      total *= factor;
      //@ smaller sums
    }
    let share = exp(logarithm - maximum);
    total += share;
    let weight = share * inverseVariance;
    //@ larger sums
  }
  let score0 = i * DIMENSION * batch.particles + particle;
  //@ scores
}
