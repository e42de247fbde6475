// Score of a multilayer perceptron that predicts noise, -eps(x, r) / sigma, for software adapters. A thread carries 4 QUADS rows through all
// layers in private memory, which a processor reads with one instruction where the place is a constant: the inputs of an output are
// therefore written out, and only outputs and layers are loops. A load from a buffer takes some sixty instructions there, and weights are
// the same for all threads: where there are subgroups, each thread of a quad loads four of sixteen and passes them on. Sums are those of
// score-network.wgsl, in the same order. Text constants WIDTH, DEPTH, QUADS and UNITS (max of WIDTH and DIMENSION) stand before this
// file, and the lines that begin with //@ are written by row-network.ts.

@group(0) @binding(0) var<uniform> batch: Batch;
@group(0) @binding(1) var<storage, read> state: State;
@group(0) @binding(2) var<storage, read> nodes: array<Node>;
@group(0) @binding(3) var<storage, read> path: array<f32>;
@group(0) @binding(4) var<storage, read_write> scores: array<f32>;
// All layers: weights [layer][output][input], four inputs a vector; inputs are filled up with zeros to four in the first layer and to sixteen
// in the others. Weights and weightsOf() are those of a file in lib.
@group(0) @binding(5) var<storage, read> weights: array<Weights>;
// From the second layer on, [layer][output].
@group(0) @binding(6) var<storage, read> biases: array<f32>;
// Bias of the first layer with the time branch folded in, [node][output].
@group(0) @binding(7) var<storage, read> nodeBias: array<f32>;

// Rows of a thread.
const ROWS = 4u * QUADS;
// Vectors of weights of an output.
const FIRST_VECTORS = (DIMENSION + 3u) / 4u;
const VECTORS = (WIDTH + 15u) / 16u * 4u;

// What a layer puts out, [unit][row], four rows a vector.
var<private> outputs: array<vec4f, UNITS * QUADS>;

// Rows are numbered (node of the round) particles + particle.
@compute @workgroup_size(WORKGROUP)
fn score(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
  //@ place in the subgroup
) {
  let rows = rowsOf(state) * batch.particles;
  let firstOfGroup = groupNumber(group, groups) * WORKGROUP * ROWS;
  if (firstOfGroup >= rows) { return; }
  let firstRow = firstOfGroup + local * ROWS;

  // Where the biases of a row's node begin, and its state, [coordinate][row]. Rows past the end repeat the last one and are not written.
  var begins: array<u32, ROWS>;
  var states: array<vec4f, DIMENSION * QUADS>;
  for (var r = 0u; r < ROWS; r++) {
    let row = min(firstRow + r, rows - 1u);
    let j = nodeOf(state, row / batch.particles);
    begins[r] = j * WIDTH;
    for (var c = 0u; c < DIMENSION; c++) {
      states[c * QUADS + r / 4u][r % 4u] = path[(j * DIMENSION + c) * batch.particles + row % batch.particles];
    }
  }
  // Values, not variables: their constant places cost nothing.
  let bias = begins;
  let x = states;
  for (var o = 0u; o < WIDTH; o++) {
    let weight = o * FIRST_VECTORS;
    //@ output of the first layer
  }

  var offset = WIDTH * FIRST_VECTORS;
  for (var layer = 1u; layer <= DEPTH; layer++) {
    let isLast = layer == DEPTH;
    let count = select(WIDTH, DIMENSION, isLast);
    let a = outputs;
    for (var o = 0u; o < count; o++) {
      let begun = biases[(layer - 1u) * WIDTH + o];
      let weight = offset + o * VECTORS;
      //@ output of a layer
    }
    offset += WIDTH * VECTORS;
  }

  for (var c = 0u; c < DIMENSION; c++) {
    for (var r = 0u; r < ROWS; r++) {
      let row = firstRow + r;
      if (row < rows) {
        let i = row / batch.particles;
        let epsilon = outputs[c * QUADS + r / 4u][r % 4u];
        scores[(i * DIMENSION + c) * batch.particles + row % batch.particles] = -epsilon * nodes[nodeOf(state, i)].inverseSigma;
      }
    }
  }
}
