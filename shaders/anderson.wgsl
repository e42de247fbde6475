// Triangular Anderson acceleration: mixes the states that the scan has just made with those of the rounds before it, so that the
// residuals R = G(y) - y of the nodes before each node cancel. The twin of src/core/passes/anderson.ts, which states the
// equations. Text constant MEMORY: rounds remembered.

@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<uniform> batch: Batch;
@group(0) @binding(2) var<storage, read> state: State;
@group(0) @binding(3) var<storage, read> nodes: array<Node>;
// [node][coordinate][particle]: G(y) on entry
@group(0) @binding(4) var<storage, read_write> path: array<f32>;
// [row][coordinate][particle]: R on entry, the change y' - y on exit
@group(0) @binding(5) var<storage, read_write> changes: array<f32>;
// G and R of the rounds remembered, each in the place of its number modulo MEMORY: [place][G, R][row][coordinate][particle]
@group(0) @binding(6) var<storage, read_write> memory: array<f32>;

const ENTRIES = MEMORY * (MEMORY + 1u) / 2u;
const EXPONENT = 0x7f800000u;
// The same as RIDGE in the twin.
const RIDGE = 1e-3;
// The smallest number that is certain not to be flushed to zero.
const SMALLEST = 1.1754944e-38;

fn isFinite(x: f32) -> bool {
  return (bitcast<u32>(x) & EXPONENT) != EXPONENT;
}

// D_i . D_k of the nodes so far, lower triangle row by row; and D_i . R. Both of the thread's particle.
var<private> sums: array<f32, ENTRIES>;
var<private> products: array<f32, MEMORY>;
// gamma of the node that comes next.
var<private> weights: array<f32, MEMORY>;

// Entry of a lower triangle.
fn entry(row: u32, column: u32) -> u32 {
  return row * (row + 1u) / 2u + column;
}

// Solves (S + ridge diag S) gamma = D . R by Cholesky factors. Equations without a positive pivot are left out: their weight is
// zero. All are zero where a sum is not finite, which is the plain round; it is tested first, since comparisons may assume
// that there is no NaN.
fn weigh(remembered: u32) {
  var finite = true;
  for (var k = 0u; k < remembered; k++) {
    for (var l = 0u; l <= k; l++) { finite = finite && isFinite(sums[entry(k, l)]); }
    finite = finite && isFinite(products[k]);
    weights[k] = 0.0;
  }
  if (!finite) { return; }
  // The factor; its diagonal holds the inverses.
  var factor: array<f32, ENTRIES>;
  for (var row = 0u; row < remembered; row++) {
    for (var column = 0u; column <= row; column++) {
      var rest = sums[entry(row, column)];
      if (column == row) { rest += RIDGE * rest; }
      for (var k = 0u; k < column; k++) { rest -= factor[entry(row, k)] * factor[entry(column, k)]; }
      if (column < row) {
        rest *= factor[entry(column, column)];
      } else if (rest >= SMALLEST) {
        rest = inverseSqrt(rest);
      } else {
        rest = 0.0;
      }
      factor[entry(row, column)] = rest;
    }
    var rest = products[row];
    for (var k = 0u; k < row; k++) { rest -= factor[entry(row, k)] * weights[k]; }
    weights[row] = rest * factor[entry(row, row)];
  }
  for (var left = remembered; left > 0u; left--) {
    let row = left - 1u;
    var rest = weights[row];
    for (var k = left; k < remembered; k++) { rest -= factor[entry(k, row)] * weights[k]; }
    weights[row] = rest * factor[entry(row, row)];
  }
}

// One thread a particle; it walks the round's rows in order.
@compute @workgroup_size(WORKGROUP)
fn anderson(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let particle = groupNumber(group, groups) * WORKGROUP + thread;
  if (particle >= batch.particles) { return; }
  let columns = DIMENSION * batch.particles;
  let length = parameters.nodesInFlight * columns;
  let present = 2u * length * (state.iteration % MEMORY);
  // A segment remembers its own rounds only.
  let remembered = min(state.iteration, MEMORY);
  for (var i = 0u; i < state.count; i++) {
    // The weights come of the nodes before this one alone.
    weigh(remembered);
    for (var coordinate = 0u; coordinate < DIMENSION; coordinate++) {
      let column = coordinate * batch.particles + particle;
      let row = i * columns + column;
      let produced = (state.first + i + 1u) * columns + column;
      let result = path[produced];
      let residual = changes[row];
      var differences: array<f32, MEMORY>;
      var correction = 0.0;
      for (var k = 0u; k < remembered; k++) {
        let past = 2u * length * ((state.iteration - 1u - k) % MEMORY) + row;
        correction += (result - memory[past]) * weights[k];
        let difference = residual - memory[past + length];
        differences[k] = difference;
        products[k] += difference * residual;
        for (var l = 0u; l <= k; l++) { sums[entry(k, l)] += difference * differences[l]; }
      }
      memory[present + row] = result;
      memory[present + length + row] = residual;
      let next = rounded(result - correction);
      // A state that is not finite stays that of the plain round.
      if (isFinite(next)) {
        path[produced] = next;
        changes[row] = residual + (next - result);
      }
    }
  }
}
