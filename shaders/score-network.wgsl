// Score of a multilayer perceptron that predicts noise: -eps(x, r) / sigma. A group of WIDTH / 8 threads carries a tile of 8
// rows through all layers in workgroup memory; a thread computes 8 outputs by 8 rows, so that 64 multiply-adds follow 4
// vector loads. TILES such groups make a workgroup, enough to fill a SIMD unit of a GPU. Text constants WIDTH, DEPTH, TILES,
// WORKGROUP (= TILES WIDTH / 8) and UNITS (max of WIDTH and DIMENSION) stand before this file.

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

// Rows of a tile, and the vectors of four rows that hold them.
const ROWS = 8u;
const QUADS = 2u;
// Vectors of four outputs in a row of weights, and threads of a tile, each of which computes two of them.
const LANES = WIDTH / 4u;
const THREADS = WIDTH / 8u;

// [tile][unit][row], four rows a vector.
var<workgroup> activation: array<vec4f, TILES * UNITS * QUADS>;

fn silu(x: vec4f) -> vec4f {
  return x / (vec4f(1.0) + exp(-x));
}

// Rows are numbered (node of the round) particles + particle.
@compute @workgroup_size(WORKGROUP)
fn score(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let rows = rowsOf(state) * batch.particles;
  let firstOfGroup = groupNumber(group, groups) * TILES * ROWS;
  if (firstOfGroup >= rows) { return; }
  let tile = local / THREADS;
  let thread = local % THREADS;
  let firstRow = firstOfGroup + tile * ROWS;
  let memory = tile * UNITS * QUADS;

  // Rows past the end repeat the last one and are not written.
  for (var item = thread; item < DIMENSION * QUADS; item += THREADS) {
    let c = item / QUADS;
    var x: vec4f;
    for (var lane = 0u; lane < 4u; lane++) {
      let row = min(firstRow + (item % QUADS) * 4u + lane, rows - 1u);
      let j = nodeOf(state, row / batch.particles);
      x[lane] = path[(j * DIMENSION + c) * batch.particles + row % batch.particles];
    }
    activation[memory + item] = x;
  }
  workgroupBarrier();

  var offset = 0u;
  for (var layer = 0u; layer < DEPTH; layer++) {
    let inputs = select(WIDTH, DIMENSION, layer == 0u);
    // Accumulators, output 0..7 by rows a (first four) and b, begun with the bias.
    var y0a: vec4f; var y0b: vec4f;
    var y1a: vec4f; var y1b: vec4f;
    var y2a: vec4f; var y2b: vec4f;
    var y3a: vec4f; var y3b: vec4f;
    var y4a: vec4f; var y4b: vec4f;
    var y5a: vec4f; var y5b: vec4f;
    var y6a: vec4f; var y6b: vec4f;
    var y7a: vec4f; var y7b: vec4f;
    if (layer == 0u) {
      let bias0a = biasOfRows(firstRow + 0u, rows, 2u * thread + 0u);
      let bias0b = biasOfRows(firstRow + 4u, rows, 2u * thread + 0u);
      let bias1a = biasOfRows(firstRow + 0u, rows, 2u * thread + 1u);
      let bias1b = biasOfRows(firstRow + 4u, rows, 2u * thread + 1u);
      y0a = bias0a[0]; y0b = bias0b[0];
      y1a = bias0a[1]; y1b = bias0b[1];
      y2a = bias0a[2]; y2b = bias0b[2];
      y3a = bias0a[3]; y3b = bias0b[3];
      y4a = bias1a[0]; y4b = bias1b[0];
      y5a = bias1a[1]; y5b = bias1b[1];
      y6a = bias1a[2]; y6b = bias1b[2];
      y7a = bias1a[3]; y7b = bias1b[3];
    } else {
      let bias = offset + inputs * LANES + 2u * thread;
      let bias0 = hidden[bias];
      let bias1 = hidden[bias + 1u];
      y0a = vec4f(bias0.x); y0b = y0a;
      y1a = vec4f(bias0.y); y1b = y1a;
      y2a = vec4f(bias0.z); y2b = y2a;
      y3a = vec4f(bias0.w); y3b = y3a;
      y4a = vec4f(bias1.x); y4b = y4a;
      y5a = vec4f(bias1.y); y5b = y5a;
      y6a = vec4f(bias1.z); y6b = y6a;
      y7a = vec4f(bias1.w); y7b = y7a;
    }
    for (var input = 0u; input < inputs; input++) {
      let weight = offset + input * LANES + 2u * thread;
      let w0 = hidden[weight];
      let w1 = hidden[weight + 1u];
      let a = activation[memory + input * QUADS];
      let b = activation[memory + input * QUADS + 1u];
      y0a += w0.x * a; y0b += w0.x * b;
      y1a += w0.y * a; y1b += w0.y * b;
      y2a += w0.z * a; y2b += w0.z * b;
      y3a += w0.w * a; y3b += w0.w * b;
      y4a += w1.x * a; y4b += w1.x * b;
      y5a += w1.y * a; y5b += w1.y * b;
      y6a += w1.z * a; y6b += w1.z * b;
      y7a += w1.w * a; y7b += w1.w * b;
    }
    workgroupBarrier();
    let unit = memory + 8u * thread * QUADS;
    activation[unit + 0u] = y0a; activation[unit + 1u] = y0b;
    activation[unit + 2u] = y1a; activation[unit + 3u] = y1b;
    activation[unit + 4u] = y2a; activation[unit + 5u] = y2b;
    activation[unit + 6u] = y3a; activation[unit + 7u] = y3b;
    activation[unit + 8u] = y4a; activation[unit + 9u] = y4b;
    activation[unit + 10u] = y5a; activation[unit + 11u] = y5b;
    activation[unit + 12u] = y6a; activation[unit + 13u] = y6b;
    activation[unit + 14u] = y7a; activation[unit + 15u] = y7b;
    // A thread reads back only what it has written. In a loop, since the code of sixteen activations takes long to compile.
    for (var k = 0u; k < 8u * QUADS; k++) { activation[unit + k] = silu(activation[unit + k]); }
    workgroupBarrier();
    offset += (inputs + select(1u, 0u, layer == 0u)) * LANES;
  }

  for (var item = thread; item < DIMENSION * QUADS; item += THREADS) {
    let c = item / QUADS;
    let quad = item % QUADS;
    var epsilon = vec4f(output[WIDTH * DIMENSION + c]);
    for (var input = 0u; input < WIDTH; input++) {
      epsilon += output[input * DIMENSION + c] * activation[memory + input * QUADS + quad];
    }
    for (var lane = 0u; lane < 4u; lane++) {
      let row = firstRow + quad * 4u + lane;
      if (row < rows) {
        let i = row / batch.particles;
        let j = nodeOf(state, i);
        scores[(i * DIMENSION + c) * batch.particles + row % batch.particles] = -epsilon[lane] * nodes[j].inverseSigma;
      }
    }
  }
}

// Bias of a vector of four outputs at four rows, as [output] vectors over rows.
fn biasOfRows(firstRow: u32, rows: u32, outputs: u32) -> mat4x4f {
  var bias: mat4x4f;
  for (var lane = 0u; lane < 4u; lane++) {
    let row = min(firstRow + lane, rows - 1u);
    let j = nodeOf(state, row / batch.particles);
    bias[lane] = nodeBias[j * LANES + outputs];
  }
  return transpose(bias);
}
