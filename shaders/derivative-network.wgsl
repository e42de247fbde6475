// Score of a multilayer perceptron that predicts noise, -eps(x, r) / sigma, and linear parts of its derivative by dual
// numbers. As in score-network.wgsl WIDTH / 8 threads carry a tile of rows through all layers in workgroup memory, here of ROWS
// (4, or 2 of wide networks) rows with one value and one or two tangents each: the columns of a matrix, so that 8 outputs of a thread share each load.
// Scores are the same operations in the same order as there, so that rounds end at the path of the sequential reference.
// Text constants as there, and TANGENTS, SWEEPS (passes over all layers until there is a tangent for every direction),
// PROBES (1: the only tangent is along a probe of random signs) and SLOTS. By ROWS the types are: Rows, a number a row; Planes, a column of
// Rows for the value and each tangent; Outputs, four outputs of each row; and RowsOfOutputs, its transpose.

@group(0) @binding(0) var<uniform> batch: Batch;
@group(0) @binding(1) var<storage, read> state: State;
@group(0) @binding(2) var<storage, read> nodes: array<Node>;
@group(0) @binding(3) var<storage, read> path: array<f32>;
@group(0) @binding(4) var<storage, read_write> scores: array<f32>;
@group(0) @binding(5) var<storage, read_write> linearParts: array<f32>;
// Hidden layers: weights [input][output], four outputs a vector; from the second layer on the bias follows.
@group(0) @binding(6) var<storage, read> hidden: array<Weights>;
// Output layer: weights [input][output], then the bias.
@group(0) @binding(7) var<storage, read> output: array<f32>;
// Bias of the first layer with the time branch folded in, [node][output], four outputs a vector.
@group(0) @binding(8) var<storage, read> nodeBias: array<vec4f>;

// Vectors of four outputs in a row of weights, and threads of a tile, each of which computes two of them.
const LANES = WIDTH / 4u;
const THREADS = WIDTH / 8u;

// [tile][unit], values in column 0 and tangents after it, a lane a row.
var<workgroup> activation: array<Planes, TILES * UNITS>;
// Products that the linear part is made of, [tile][slot]: of a matrix all derivatives, [output][direction], else one each
// output.
var<workgroup> products: array<Rows, TILES * SLOTS>;
// What is asked of ds/dx: its trace over d, its diagonal or its symmetric part, row-major.
var<private> derivative: array<f32, ENTRIES>;

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
  for (var sweep = 0u; sweep < SWEEPS; sweep++) {
    for (var c = thread; c < DIMENSION; c += THREADS) {
      activation[tile * UNITS + c] = inputOf(firstRow, rows, c, sweep);
    }
    workgroupBarrier();
    hiddenLayers(tile, thread, firstRow, rows);
    outputLayer(tile, thread, firstRow, rows, sweep);
    workgroupBarrier();
  }
  for (var lane = thread; lane < ROWS; lane += THREADS) {
    if (firstRow + lane < rows) { writeRow(firstRow + lane, tile * SLOTS, lane); }
  }
}

// Coordinate c of the states, and of the directions of their tangents. Rows past the end repeat the last one.
fn inputOf(firstRow: u32, rows: u32, c: u32, sweep: u32) -> Planes {
  var input = Planes();
  for (var lane = 0u; lane < ROWS; lane++) {
    let row = min(firstRow + lane, rows - 1u);
    let j = nodeOf(state, row / batch.particles);
    let particle = row % batch.particles;
    input[0][lane] = path[(j * DIMENSION + c) * batch.particles + particle];
    if (PROBES == 1u) { input[1][lane] = probeSign(batch.seed, batch.firstParticle + particle, j * DIMENSION + c); }
  }
  if (PROBES == 0u) {
    for (var t = 0u; t < TANGENTS; t++) {
      input[1u + t] = Rows(select(0.0, 1.0, c == sweep * TANGENTS + t));
    }
  }
  return input;
}

// From inputs to the activations of the last hidden layer, in place.
fn hiddenLayers(tile: u32, thread: u32, firstRow: u32, rows: u32) {
  let memory = tile * UNITS;
  var offset = 0u;
  for (var layer = 0u; layer < DEPTH; layer++) {
    let inputs = select(WIDTH, DIMENSION, layer == 0u);
    // Accumulators of outputs 0..7, begun with the bias: values have one and tangents have none.
    var bias0: RowsOfOutputs;
    var bias1: RowsOfOutputs;
    if (layer == 0u) {
      bias0 = biasOfRows(firstRow, rows, 2u * thread);
      bias1 = biasOfRows(firstRow, rows, 2u * thread + 1u);
    } else {
      let bias = offset + inputs * LANES + 2u * thread;
      bias0 = sameInRows(weightsOf(hidden[bias]));
      bias1 = sameInRows(weightsOf(hidden[bias + 1u]));
    }
    var y0 = planesOf(bias0[0]);
    var y1 = planesOf(bias0[1]);
    var y2 = planesOf(bias0[2]);
    var y3 = planesOf(bias0[3]);
    var y4 = planesOf(bias1[0]);
    var y5 = planesOf(bias1[1]);
    var y6 = planesOf(bias1[2]);
    var y7 = planesOf(bias1[3]);
    for (var input = 0u; input < inputs; input++) {
      let weight = offset + input * LANES + 2u * thread;
      let w0 = weightsOf(hidden[weight]);
      let w1 = weightsOf(hidden[weight + 1u]);
      let a = activation[memory + input];
      y0 += w0.x * a;
      y1 += w0.y * a;
      y2 += w0.z * a;
      y3 += w0.w * a;
      y4 += w1.x * a;
      y5 += w1.y * a;
      y6 += w1.z * a;
      y7 += w1.w * a;
    }
    workgroupBarrier();
    let unit = memory + 8u * thread;
    activation[unit] = y0;
    activation[unit + 1u] = y1;
    activation[unit + 2u] = y2;
    activation[unit + 3u] = y3;
    activation[unit + 4u] = y4;
    activation[unit + 5u] = y5;
    activation[unit + 6u] = y6;
    activation[unit + 7u] = y7;
    // A thread reads back only what it has written. In a loop, since the code of eight activations takes long to compile.
    for (var k = 0u; k < 8u; k++) { activation[unit + k] = silu(activation[unit + k]); }
    workgroupBarrier();
    offset += (inputs + select(1u, 0u, layer == 0u)) * LANES;
  }
}

// z / (1 + e^-z), and its slope g (1 + z (1 - g)), g = 1 / (1 + e^-z), on the tangents. Below -80 the exponential would
// overflow.
fn silu(y: Planes) -> Planes {
  let z = y[0];
  let denominator = Rows(1.0) + exp(-max(z, Rows(-80.0)));
  let gate = Rows(1.0) / denominator;
  let slope = gate * (Rows(1.0) + z * (Rows(1.0) - gate));
  var activated = y;
  activated[0] = z / denominator;
  for (var t = 1u; t <= TANGENTS; t++) { activated[t] *= slope; }
  return activated;
}

// Writes scores and products of the tile.
fn outputLayer(tile: u32, thread: u32, firstRow: u32, rows: u32, sweep: u32) {
  for (var c = thread; c < DIMENSION; c += THREADS) {
    var epsilon = planesOf(Rows(output[WIDTH * DIMENSION + c]));
    for (var input = 0u; input < WIDTH; input++) {
      epsilon += output[input * DIMENSION + c] * activation[tile * UNITS + input];
    }
    for (var lane = 0u; lane < ROWS; lane++) {
      let row = min(firstRow + lane, rows - 1u);
      let i = row / batch.particles;
      let particle = row % batch.particles;
      let j = nodeOf(state, i);
      let factor = -nodes[j].inverseSigma;
      if (sweep == 0u && firstRow + lane < rows) {
        scores[(i * DIMENSION + c) * batch.particles + particle] = factor * epsilon[0][lane];
      }
      // Along a probe v an estimate of the diagonal is v_c (J v)_c.
      var sign = 1.0;
      if (PROBES == 1u) { sign = probeSign(batch.seed, batch.firstParticle + particle, j * DIMENSION + c); }
      for (var t = 0u; t < TANGENTS; t++) { epsilon[1u + t][lane] *= factor * sign; }
    }
    for (var t = 0u; t < TANGENTS; t++) {
      let direction = sweep * TANGENTS + t;
      if (DERIVATIVE == 3u) {
        if (direction < DIMENSION) { products[tile * SLOTS + c * DIMENSION + direction] = epsilon[1u + t]; }
      } else if (PROBES == 1u || direction == c) {
        products[tile * SLOTS + c] = epsilon[1u + t];
      }
    }
  }
}

// Writes the linear part of one row of a tile.
fn writeRow(row: u32, slots: u32, lane: u32) {
  if (DERIVATIVE == 1u) {
    var trace = 0.0;
    for (var c = 0u; c < DIMENSION; c++) { trace += products[slots + c][lane]; }
    derivative[0] = trace / f32(DIMENSION);
  } else {
    for (var e = 0u; e < ENTRIES; e++) {
      // The symmetric part; of a diagonal twice the same.
      let transposed = select(e, (e % DIMENSION) * DIMENSION + e / DIMENSION, DERIVATIVE == 3u);
      derivative[e] = 0.5 * (products[slots + e][lane] + products[slots + transposed][lane]);
    }
  }
  let i = row / batch.particles;
  writeLinearPart(i, nodeOf(state, i), row % batch.particles);
}

// A value without tangents.
fn planesOf(value: Rows) -> Planes {
  var planes = Planes();
  planes[0] = value;
  return planes;
}

// Four outputs of which all rows have the same, as [output] vectors over rows.
fn sameInRows(outputs: vec4f) -> RowsOfOutputs {
  var same: Outputs;
  for (var lane = 0u; lane < ROWS; lane++) { same[lane] = outputs; }
  return transpose(same);
}

// Bias of a vector of four outputs at the rows of a tile, as [output] vectors over rows.
fn biasOfRows(firstRow: u32, rows: u32, outputs: u32) -> RowsOfOutputs {
  var bias: Outputs;
  for (var lane = 0u; lane < ROWS; lane++) {
    let row = min(firstRow + lane, rows - 1u);
    let j = nodeOf(state, row / batch.particles);
    bias[lane] = nodeBias[j * LANES + outputs];
  }
  return transpose(bias);
}
