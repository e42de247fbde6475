// Exact score of a mixture of isotropic Gaussians and linear parts of its derivative. With m_k = (a mu_k - x) / V_k and
// responsibilities rho_k, ds/dx is the weighted covariance of m_k minus the weighted mean of 1 / V_k times I: running moments
// (West, Comm. ACM 22, 1979), which do not cancel, as the components go by. Scores are the same operations in the same order
// as in score-mixture.wgsl, so that rounds end at the path of the sequential reference.

@group(0) @binding(0) var<uniform> batch: Batch;
@group(0) @binding(1) var<storage, read> state: State;
@group(0) @binding(2) var<storage, read> nodes: array<Node>;
@group(0) @binding(3) var<storage, read> path: array<f32>;
@group(0) @binding(4) var<storage, read_write> scores: array<f32>;
@group(0) @binding(5) var<storage, read_write> linearParts: array<f32>;
// [component][log weight, variance, mean...]
@group(0) @binding(6) var<storage, read> model: array<f32>;

// What is asked of ds/dx: its trace over d, its diagonal or itself, row-major.
var<private> derivative: array<f32, ENTRIES>;

// Components this far (in log density) below the best one so far change no digit of moments: e^-40 is 4e-18.
const NEGLIGIBLE = -40.0;

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
  var x: array<f32, DIMENSION>;
  // Sum of shares times m_k, and their weighted mean as it runs; `derivative` is what is asked of their covariance.
  var sum: array<f32, DIMENSION>;
  var mean: array<f32, DIMENSION>;
  // Weighted mean of 1 / V_k.
  var meanPrecision = 0.0;
  for (var c = 0u; c < DIMENSION; c++) {
    x[c] = path[(j * DIMENSION + c) * batch.particles + particle];
    sum[c] = 0.0;
    mean[c] = 0.0;
  }
  for (var e = 0u; e < ENTRIES; e++) { derivative[e] = 0.0; }
  var maximum = -3.0e38;
  var total = 0.0;
  // 1 / V_k and d log V_k; components that follow each other mostly share their variance.
  var dataVariance = -1.0;
  var inverseVariance = 0.0;
  var logVolume = 0.0;
  let components = arrayLength(&model) / (DIMENSION + 2u);
  for (var k = 0u; k < components; k++) {
    let component = k * (DIMENSION + 2u);
    if (model[component + 1u] != dataVariance) {
      dataVariance = model[component + 1u];
      let variance = a * a * dataVariance + noiseVariance;
      inverseVariance = 1.0 / variance;
      logVolume = f32(DIMENSION) * log(variance);
    }
    var squared = 0.0;
    for (var c = 0u; c < DIMENSION; c++) {
      let difference = a * model[component + 2u + c] - x[c];
      squared += difference * difference;
    }
    let logarithm = model[component] - 0.5 * (logVolume + squared * inverseVariance);
    if (logarithm > maximum) {
      let factor = exp(maximum - logarithm);
      maximum = logarithm;
      total *= factor;
      for (var c = 0u; c < DIMENSION; c++) { sum[c] *= factor; }
    }
    let share = exp(logarithm - maximum);
    total += share;
    let weight = share * inverseVariance;
    for (var c = 0u; c < DIMENSION; c++) { sum[c] += weight * (a * model[component + 2u + c] - x[c]); }
    if (logarithm - maximum < NEGLIGIBLE) { continue; }
    let ratio = share / total;
    let kept = 1.0 - ratio;
    meanPrecision += ratio * (inverseVariance - meanPrecision);
    if (DERIVATIVE == 1u) {
      var square = 0.0;
      for (var c = 0u; c < DIMENSION; c++) {
        let difference = (a * model[component + 2u + c] - x[c]) * inverseVariance - mean[c];
        mean[c] += ratio * difference;
        square += difference * difference;
      }
      derivative[0] = kept * (derivative[0] + ratio * square);
    } else if (DERIVATIVE == 2u) {
      for (var c = 0u; c < DIMENSION; c++) {
        let difference = (a * model[component + 2u + c] - x[c]) * inverseVariance - mean[c];
        mean[c] += ratio * difference;
        derivative[c] = kept * (derivative[c] + ratio * difference * difference);
      }
    } else {
      var difference: array<f32, MATRIX_SIZE>;
      for (var c = 0u; c < DIMENSION; c++) {
        difference[c] = (a * model[component + 2u + c] - x[c]) * inverseVariance - mean[c];
        mean[c] += ratio * difference[c];
      }
      for (var e = 0u; e < ENTRIES; e++) {
        let product = difference[e / DIMENSION] * difference[e % DIMENSION];
        derivative[e] = kept * (derivative[e] + ratio * product);
      }
    }
  }
  for (var c = 0u; c < DIMENSION; c++) { scores[(i * DIMENSION + c) * batch.particles + particle] = sum[c] / total; }
  if (DERIVATIVE == 1u) { derivative[0] /= f32(DIMENSION); }
  for (var e = 0u; e < ENTRIES; e++) {
    // The diagonal of a row-major matrix is every (d + 1)-th entry.
    if (DERIVATIVE != 3u || e % (DIMENSION + 1u) == 0u) { derivative[e] -= meanPrecision; }
  }
  writeLinearPart(i, j, particle);
}
