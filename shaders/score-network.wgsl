// Score of a multilayer perceptron that predicts noise: -eps(x, r) / sigma. A group of WIDTH / OUTPUTS threads carries a tile of
// 4 QUADS rows through all layers in workgroup memory; a thread computes OUTPUTS outputs of all rows of its tile, so that
// 4 QUADS OUTPUTS multiply-adds follow OUTPUTS / 4 + QUADS vector loads. TILES such groups make a workgroup. Text constants WIDTH,
// DEPTH, QUADS, OUTPUTS, TILES, WORKGROUP (= TILES WIDTH / OUTPUTS) and UNITS (max of WIDTH and DIMENSION) stand before this file, and
// the lines that begin with //@ are written by network-tiles.ts: they hold one statement for each accumulator.

@group(0) @binding(0) var<uniform> batch: Batch;
@group(0) @binding(1) var<storage, read> state: State;
@group(0) @binding(2) var<storage, read> nodes: array<Node>;
@group(0) @binding(3) var<storage, read> path: array<f32>;
@group(0) @binding(4) var<storage, read_write> scores: array<f32>;
// Hidden layers: weights [input][output], four outputs a vector; from the second layer on the bias follows. Weights and weightsOf() are those
// of a file in lib.
@group(0) @binding(5) var<storage, read> hidden: array<Weights>;
// Output layer: weights [input][output], then the bias.
@group(0) @binding(6) var<storage, read> output: array<f32>;
// Bias of the first layer with the time branch folded in, [node][output], four outputs a vector.
@group(0) @binding(7) var<storage, read> nodeBias: array<vec4f>;

const ROWS = 4u * QUADS;
// Vectors of four outputs in a row of weights, and threads of a tile. A thread computes every THREADS-th of the vectors, so that neighbouring
// threads read neighbouring weights.
const LANES = WIDTH / 4u;
const THREADS = WIDTH / OUTPUTS;

// [tile][unit][row], four rows a vector. A unit is read whole, with one check of its place.
var<workgroup> activation: array<array<vec4f, QUADS>, TILES * UNITS>;

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
  let memory = tile * UNITS;

  // Rows past the end repeat the last one and are not written.
  for (var item = thread; item < DIMENSION * QUADS; item += THREADS) {
    let c = item / QUADS;
    var x: vec4f;
    for (var lane = 0u; lane < 4u; lane++) {
      let row = min(firstRow + (item % QUADS) * 4u + lane, rows - 1u);
      let j = nodeOf(state, row / batch.particles);
      x[lane] = path[(j * DIMENSION + c) * batch.particles + row % batch.particles];
    }
    activation[memory + c][item % QUADS] = x;
  }
  workgroupBarrier();

  var offset = 0u;
  let unit = memory + 4u * thread;
  // What the sums of a thread begin with, [output][row], four rows a vector. Filled in loops, whose code is short.
  var sums: array<vec4f, OUTPUTS * QUADS>;
  for (var layer = 0u; layer < DEPTH; layer++) {
    let inputs = select(WIDTH, DIMENSION, layer == 0u);
    let bias = offset + inputs * LANES + thread;
    for (var quad = 0u; quad < QUADS; quad++) {
      let first = biasOfRows(firstRow + 4u * quad, rows) + vec4u(thread);
      for (var o = 0u; o < OUTPUTS; o++) {
        let vector = o / 4u * THREADS;
        let lane = o % 4u;
        if (layer == 0u) {
          for (var r = 0u; r < 4u; r++) { sums[o * QUADS + quad][r] = nodeBias[first[r] + vector][lane]; }
        } else {
          sums[o * QUADS + quad] = vec4f(weightsOf(hidden[bias + vector])[lane]);
        }
      }
    }
    //@ accumulators
    for (var input = 0u; input < inputs; input++) {
      let weight = offset + input * LANES + thread;
      let row = memory + input;
      let x = activation[row];
      //@ multiply hidden activation
    }
    workgroupBarrier();
    //@ store
    // A thread reads back only what it has written. In a loop, since the code of so many activations takes long to compile.
    for (var o = 0u; o < OUTPUTS; o++) {
      let own = unit + o / 4u * 4u * THREADS + o % 4u;
      for (var quad = 0u; quad < QUADS; quad++) { activation[own][quad] = silu(activation[own][quad]); }
    }
    workgroupBarrier();
    offset += (inputs + select(1u, 0u, layer == 0u)) * LANES;
  }

  for (var item = thread; item < DIMENSION * QUADS; item += THREADS) {
    let c = item / QUADS;
    let quad = item % QUADS;
    var epsilon = vec4f(output[WIDTH * DIMENSION + c]);
    for (var input = 0u; input < WIDTH; input++) {
      epsilon += output[input * DIMENSION + c] * activation[memory + input][quad];
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

// Where the biases of the nodes of four rows begin.
fn biasOfRows(firstRow: u32, rows: u32) -> vec4u {
  var begins: vec4u;
  for (var lane = 0u; lane < 4u; lane++) {
    begins[lane] = nodeOf(state, min(firstRow + lane, rows - 1u) / batch.particles) * LANES;
  }
  return begins;
}
