// Score of a multilayer perceptron that predicts noise: -eps(x, r) / sigma. One workgroup carries a tile of 16 rows
// through all layers in workgroup memory; a thread computes 4 outputs by 16 rows, so that 64 multiply-adds follow
// 5 vector loads. Text constants WIDTH, DEPTH, WORKGROUP (= WIDTH / 4) and UNITS (max of WIDTH and DIMENSION) stand
// before this file.

@group(0) @binding(0) var<uniform> batch: Batch;
@group(0) @binding(1) var<storage, read> state: State;
@group(0) @binding(2) var<storage, read> nodes: array<Node>;
@group(0) @binding(3) var<storage, read> path: array<f32>;
@group(0) @binding(4) var<storage, read_write> scores: array<f32>;
// Hidden layers: weights [input][output], four outputs a vector; from the second layer on the bias follows.
@group(0) @binding(5) var<storage, read> hidden: array<vec4f>;
// Output layer: weights [input][output], then the bias.
@group(0) @binding(6) var<storage, read> output: array<f32>;
// Bias of the first layer with the time branch folded in, [node][output], four outputs a vector.
@group(0) @binding(7) var<storage, read> nodeBias: array<vec4f>;

const ROWS = 16u;
const QUADS = 4u;
const LANES = WIDTH / 4u;

// [unit][row], four rows a vector.
var<workgroup> activation: array<vec4f, UNITS * QUADS>;

fn silu(x: vec4f) -> vec4f {
  return x / (vec4f(1.0) + exp(-x));
}

// One workgroup a tile of rows; rows are numbered (node of the round) particles + particle.
@compute @workgroup_size(WORKGROUP)
fn score(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let rows = state.count * batch.particles;
  let firstRow = groupNumber(group, groups) * ROWS;
  if (firstRow >= rows) { return; }

  // Rows past the end repeat the last one and are not written.
  for (var item = thread; item < DIMENSION * QUADS; item += WORKGROUP) {
    let c = item / QUADS;
    var x: vec4f;
    for (var lane = 0u; lane < 4u; lane++) {
      let row = min(firstRow + (item % QUADS) * 4u + lane, rows - 1u);
      let j = state.first + (row / batch.particles) * state.stride;
      x[lane] = path[(j * DIMENSION + c) * batch.particles + row % batch.particles];
    }
    activation[item] = x;
  }
  workgroupBarrier();

  var offset = 0u;
  for (var layer = 0u; layer < DEPTH; layer++) {
    let inputs = select(WIDTH, DIMENSION, layer == 0u);
    // Accumulators [output][quad of rows], begun with the bias.
    var y00: vec4f; var y01: vec4f; var y02: vec4f; var y03: vec4f;
    var y10: vec4f; var y11: vec4f; var y12: vec4f; var y13: vec4f;
    var y20: vec4f; var y21: vec4f; var y22: vec4f; var y23: vec4f;
    var y30: vec4f; var y31: vec4f; var y32: vec4f; var y33: vec4f;
    if (layer == 0u) {
      let b0 = biasOfRows(firstRow, rows, thread);
      let b1 = biasOfRows(firstRow + 4u, rows, thread);
      let b2 = biasOfRows(firstRow + 8u, rows, thread);
      let b3 = biasOfRows(firstRow + 12u, rows, thread);
      y00 = b0[0]; y01 = b1[0]; y02 = b2[0]; y03 = b3[0];
      y10 = b0[1]; y11 = b1[1]; y12 = b2[1]; y13 = b3[1];
      y20 = b0[2]; y21 = b1[2]; y22 = b2[2]; y23 = b3[2];
      y30 = b0[3]; y31 = b1[3]; y32 = b2[3]; y33 = b3[3];
    } else {
      let bias = hidden[offset + inputs * LANES + thread];
      y00 = vec4f(bias.x); y01 = y00; y02 = y00; y03 = y00;
      y10 = vec4f(bias.y); y11 = y10; y12 = y10; y13 = y10;
      y20 = vec4f(bias.z); y21 = y20; y22 = y20; y23 = y20;
      y30 = vec4f(bias.w); y31 = y30; y32 = y30; y33 = y30;
    }
    for (var input = 0u; input < inputs; input++) {
      let w = hidden[offset + input * LANES + thread];
      let x0 = activation[input * QUADS];
      let x1 = activation[input * QUADS + 1u];
      let x2 = activation[input * QUADS + 2u];
      let x3 = activation[input * QUADS + 3u];
      y00 += w.x * x0; y01 += w.x * x1; y02 += w.x * x2; y03 += w.x * x3;
      y10 += w.y * x0; y11 += w.y * x1; y12 += w.y * x2; y13 += w.y * x3;
      y20 += w.z * x0; y21 += w.z * x1; y22 += w.z * x2; y23 += w.z * x3;
      y30 += w.w * x0; y31 += w.w * x1; y32 += w.w * x2; y33 += w.w * x3;
    }
    workgroupBarrier();
    let unit = thread * 4u * QUADS;
    activation[unit] = y00; activation[unit + 1u] = y01; activation[unit + 2u] = y02; activation[unit + 3u] = y03;
    activation[unit + 4u] = y10; activation[unit + 5u] = y11; activation[unit + 6u] = y12; activation[unit + 7u] = y13;
    activation[unit + 8u] = y20; activation[unit + 9u] = y21; activation[unit + 10u] = y22; activation[unit + 11u] = y23;
    activation[unit + 12u] = y30; activation[unit + 13u] = y31; activation[unit + 14u] = y32; activation[unit + 15u] = y33;
    // A thread reads back only what it has written. In a loop, since the code of sixteen activations takes long to compile.
    for (var k = 0u; k < 4u * QUADS; k++) { activation[unit + k] = silu(activation[unit + k]); }
    workgroupBarrier();
    offset += (inputs + select(1u, 0u, layer == 0u)) * LANES;
  }

  for (var item = thread; item < DIMENSION * QUADS; item += WORKGROUP) {
    let c = item / QUADS;
    let quad = item % QUADS;
    var epsilon = vec4f(output[WIDTH * DIMENSION + c]);
    for (var input = 0u; input < WIDTH; input++) {
      epsilon += output[input * DIMENSION + c] * activation[input * QUADS + quad];
    }
    for (var lane = 0u; lane < 4u; lane++) {
      let row = firstRow + quad * 4u + lane;
      if (row < rows) {
        let i = row / batch.particles;
        let j = state.first + i * state.stride;
        scores[(i * DIMENSION + c) * batch.particles + row % batch.particles] = -epsilon[lane] * nodes[j].inverseSigma;
      }
    }
  }
}

// Bias of four outputs at four rows, as [output] vectors over rows.
fn biasOfRows(firstRow: u32, rows: u32, thread: u32) -> mat4x4f {
  var bias: mat4x4f;
  for (var lane = 0u; lane < 4u; lane++) {
    let row = min(firstRow + lane, rows - 1u);
    let j = state.first + (row / batch.particles) * state.stride;
    bias[lane] = nodeBias[j * LANES + thread];
  }
  return transpose(bias);
}
