// Score of a multilayer perceptron that predicts noise, -eps(x, r) / sigma, for software adapters. A thread carries 4 QUADS rows through all
// layers in private memory, which a processor reads with one instruction where the place is a constant: the inputs of an output are
// therefore written out, and only outputs and layers are loops. A load from a buffer takes some hundred instructions a number there, one of four
// numbers from a texture, which a sampler does, three hundred, so that weights are texels; they are the same for all threads: where there are
// subgroups, each thread of a quad loads four of sixteen and passes them on. Sums are those of score-network.wgsl, in the same order. Text
// constants WIDTH, DEPTH, QUADS and UNITS (max of WIDTH and DIMENSION) stand before this file, and the lines that begin with //@ are written by
// row-network.ts.

@group(0) @binding(0) var<uniform> batch: Batch;
@group(0) @binding(1) var<storage, read> state: State;
@group(0) @binding(2) var<storage, read> nodes: array<Node>;
@group(0) @binding(3) var<storage, read> path: array<f32>;
@group(0) @binding(4) var<storage, read_write> scores: array<f32>;
// From the second layer on, a row of texels for each [layer][output], four inputs a texel, filled up with zeros to sixteen.
@group(0) @binding(5) var weights: texture_2d<f32>;
// It takes the texel whose middle is asked for; textureLoad() would first compare the place with the bounds, in many instructions.
@group(0) @binding(6) var nearest: sampler;
// Weights of the first layer, [output][input], then biases of the others, [layer][output].
@group(0) @binding(7) var<storage, read> few: array<f32>;
// Bias of the first layer with the time branch folded in, [node][output].
@group(0) @binding(8) var<storage, read> nodeBias: array<f32>;

// Rows of a thread.
const ROWS = 4u * QUADS;
// Size of a texel where the texture measures one by one.
const TEXEL = vec2f(1.0 / f32((WIDTH + 15u) / 16u * 4u), 1.0 / f32((DEPTH - 1u) * WIDTH + DIMENSION));

// What a layer puts out, [unit][row], four rows a vector.
var<private> outputs: array<vec4f, UNITS * QUADS>;

// The activation where the gate is open, x exactly where it is closed: takes one instruction where a choice of two takes eight.
fn activation(x: vec4f, gate: vec4f) -> vec4f {
  return x / (vec4f(1.0) + exp(gate - x));
}

const OPEN: f32 = -0.0;
const CLOSED: f32 = -3e38;

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
  // Once where rows are of different nodes.
  let different = u32(bias[0u] != bias[ROWS - 1u]);
  for (var o = 0u; o < WIDTH; o++) {
    //@ biases of one node
    // Not a branch: with all threads masked it would take as long as with none.
    for (var turn = 0u; turn < different; turn++) {
      //@ biases of many nodes
    }
    //@ output of the first layer
  }

  //@ middle of the texel that is loaded first
  for (var layer = 0u; layer < DEPTH; layer++) {
    let isLast = layer == DEPTH - 1u;
    let count = select(WIDTH, DIMENSION, isLast);
    let gate = vec4f(select(OPEN, CLOSED, isLast));
    let a = outputs;
    for (var o = 0u; o < count; o++) {
      let down = (f32(layer * WIDTH + o) + 0.5) * TEXEL.y;
      let begun = few[DIMENSION * WIDTH + layer * WIDTH + o];
      //@ output of a layer
    }
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
