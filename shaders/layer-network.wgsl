// One hidden layer of a multilayer perceptron for all rows: a workgroup of ROW_THREADS x OUTPUT_THREADS threads computes TILE_OUTPUTS
// outputs of 4 TILE_QUADS rows. Inputs and weights pass through workgroup memory in pieces of CHUNK inputs, so that each number read
// from memory serves a whole tile: 4 TILE_QUADS TILE_OUTPUTS multiply-adds follow 4 TILE_QUADS + TILE_OUTPUTS numbers. Sums are those of
// score-network.wgsl, in the same order. Text constants LAYER, INPUTS, WIDTH, DEPTH, QUADS, OUTPUTS (of a thread), ROW_THREADS, OUTPUT_THREADS
// and SPLIT (workgroups that share the outputs of a tile of rows) stand before this file; network-tiles.ts writes the lines with //@.

@group(0) @binding(0) var<uniform> batch: Batch;
@group(0) @binding(1) var<storage, read> state: State;
@group(0) @binding(2) var<storage, read> nodes: array<Node>;
@group(0) @binding(3) var<storage, read> path: array<f32>;
@group(0) @binding(4) var<storage, read_write> scores: array<f32>;
// As in score-network.wgsl.
@group(0) @binding(5) var<storage, read> hidden: array<Weights>;
@group(0) @binding(6) var<storage, read> output: array<f32>;
@group(0) @binding(7) var<storage, read> nodeBias: array<vec4f>;
// Activations of this layer and of the one before, in turn: [half][rows / 4][unit], four rows a vector.
@group(0) @binding(8) var<storage, read_write> activations: array<vec4f>;

const TILE_QUADS = QUADS * ROW_THREADS;
const TILE_ROWS = 4u * TILE_QUADS;
const WORKGROUP = ROW_THREADS * OUTPUT_THREADS;
const LANES = WIDTH / 4u;
// A thread computes every THREADS-th vector of outputs of its workgroup, so that neighbouring threads read neighbouring weights.
const THREADS = OUTPUT_THREADS;
const TILE_LANES = OUTPUTS / 4u * OUTPUT_THREADS;
const CHUNK = 8u;
// From an input to the next in workgroup memory: one vector more than there are, so that neighbouring inputs lie in different banks.
const STRIDE = TILE_QUADS + 1u;
// Where the weights of this layer begin: layers before have a row each input and, but for the first, one of the bias.
const WEIGHTS = select(DIMENSION + (max(LAYER, 1u) - 1u) * (WIDTH + 1u), 0u, LAYER == 0u) * LANES;

// [input][row / 4] and [input][output / 4].
var<workgroup> inputs: array<vec4f, CHUNK * STRIDE>;
var<workgroup> weights: array<vec4f, CHUNK * TILE_LANES>;

@compute @workgroup_size(WORKGROUP)
fn layer(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let rows = rowsOf(state) * batch.particles;
  let number = groupNumber(group, groups);
  let firstRow = number / SPLIT * TILE_ROWS;
  if (firstRow >= rows) { return; }
  let firstLane = number % SPLIT * TILE_LANES;
  let half = arrayLength(&activations) / 2u;
  let before = (LAYER + 1u) % 2u * half;
  let own = local % OUTPUT_THREADS;
  let ownQuads = local / OUTPUT_THREADS * QUADS;
  let lane = firstLane + own;

  // What the sums of a thread begin with, as in score-network.wgsl.
  var sums: array<vec4f, OUTPUTS * QUADS>;
  for (var quad = 0u; quad < QUADS; quad++) {
    var node: vec4u;
    for (var r = 0u; r < 4u; r++) {
      node[r] = nodeOf(state, min(firstRow + 4u * (ownQuads + quad) + r, rows - 1u) / batch.particles);
    }
    for (var o = 0u; o < OUTPUTS; o++) {
      let vector = lane + o / 4u * THREADS;
      if (LAYER == 0u) {
        for (var r = 0u; r < 4u; r++) { sums[o * QUADS + quad][r] = nodeBias[node[r] * LANES + vector][o % 4u]; }
      } else {
        sums[o * QUADS + quad] = vec4f(weightsOf(hidden[WEIGHTS + INPUTS * LANES + vector])[o % 4u]);
      }
    }
  }
  //@ accumulators
  for (var first = 0u; first < INPUTS; first += CHUNK) {
    // Known to the compiler in all layers whose inputs are whole pieces.
    let count = select(min(CHUNK, INPUTS - first), CHUNK, INPUTS % CHUNK == 0u);
    for (var item = local; item < count * TILE_LANES; item += WORKGROUP) {
      weights[item] = weightsOf(hidden[WEIGHTS + (first + item / TILE_LANES) * LANES + firstLane + item % TILE_LANES]);
    }
    for (var item = local; item < count * TILE_QUADS; item += WORKGROUP) {
      // Neighbouring threads read neighbouring units.
      let input = item % count;
      let quad = item / count;
      if (LAYER == 0u) {
        inputs[input * STRIDE + quad] = statesOf(firstRow + 4u * quad, rows, first + input);
      } else {
        inputs[input * STRIDE + quad] = activations[before + (firstRow / 4u + quad) * WIDTH + first + input];
      }
    }
    workgroupBarrier();
    for (var input = 0u; input < count; input++) {
      let weight = input * TILE_LANES + own;
      let row = input * STRIDE + ownQuads;
      //@ multiply weights inputs
    }
    workgroupBarrier();
  }
  //@ sums
  let after = LAYER % 2u * half;
  for (var k = 0u; k < OUTPUTS * QUADS; k++) {
    let o = k / QUADS;
    let unit = 4u * (lane + o / 4u * THREADS) + o % 4u;
    activations[after + (firstRow / 4u + ownQuads + k % QUADS) * WIDTH + unit] = silu(sums[k]);
  }
}

// Coordinate c of the states of four rows. Rows past the end repeat the last one.
fn statesOf(firstRow: u32, rows: u32, c: u32) -> vec4f {
  var x: vec4f;
  for (var r = 0u; r < 4u; r++) {
    let row = min(firstRow + r, rows - 1u);
    let j = nodeOf(state, row / batch.particles);
    x[r] = path[(j * DIMENSION + c) * batch.particles + row % batch.particles];
  }
  return x;
}

// The output layer: the workgroups that have shared the outputs of a tile of rows share its coordinates and rows now.
@compute @workgroup_size(WORKGROUP)
fn outputLayer(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let rows = rowsOf(state) * batch.particles;
  let number = groupNumber(group, groups);
  let firstRow = number / SPLIT * TILE_ROWS;
  if (firstRow >= rows) { return; }
  let last = (DEPTH + 1u) % 2u * (arrayLength(&activations) / 2u);
  for (var item = number % SPLIT * WORKGROUP + local; item < DIMENSION * TILE_QUADS; item += SPLIT * WORKGROUP) {
    let c = item / TILE_QUADS;
    let quad = firstRow / 4u + item % TILE_QUADS;
    var epsilon = vec4f(output[WIDTH * DIMENSION + c]);
    for (var input = 0u; input < WIDTH; input++) {
      epsilon += output[input * DIMENSION + c] * activations[last + quad * WIDTH + input];
    }
    for (var r = 0u; r < 4u; r++) {
      let row = 4u * quad + r;
      if (row < rows) {
        let i = row / batch.particles;
        let j = nodeOf(state, i);
        scores[(i * DIMENSION + c) * batch.particles + row % batch.particles] = -epsilon[r] * nodes[j].inverseSigma;
      }
    }
  }
}
