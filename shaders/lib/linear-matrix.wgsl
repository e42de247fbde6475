// Linear parts A + B ds/dx that are symmetric matrices of two rows or more, with eigenvalues clipped to [0, cap]; the twin of
// src/core/eigen-clip.ts. The pass declares batch, nodes, linearParts [row][entry][particle] and derivative [entry]; text
// constants DIMENSION and ENTRIES (its square) stand before this file.

// Entries are first clipped to this size, so that no square overflows.
const LARGEST_ENTRY = 1.0e15;
// Convergence of cyclic Jacobi is quadratic; for four rows five sweeps end at rounding.
const JACOBI_SWEEPS = 5u;

// Writes what `derivative`, row-major, holds for row i (of node j) and a particle of the batch.
fn writeLinearPart(i: u32, j: u32, particle: u32) {
  var linear: array<f32, ENTRIES>;
  for (var e = 0u; e < ENTRIES; e++) {
    linear[e] = select(0.0, nodes[j].stateFactor, e % (DIMENSION + 1u) == 0u) + nodes[j].scoreWeight * derivative[e];
  }
  linear = clipMatrix(linear, batch.jacobianCap);
  for (var e = 0u; e < ENTRIES; e++) { linearParts[(i * ENTRIES + e) * batch.particles + particle] = linear[e]; }
}

// A NaN anywhere makes all entries NaN.
fn clipMatrix(original: array<f32, ENTRIES>, cap: f32) -> array<f32, ENTRIES> {
  var matrix = original;
  var worst = 0u;
  for (var e = 0u; e < ENTRIES; e++) {
    let bits = bitcast<u32>(matrix[e]);
    worst = max(worst, bits & 0x7fffffffu);
    let size = min(bits & 0x7fffffffu, bitcast<u32>(LARGEST_ENTRY));
    matrix[e] = bitcast<f32>(size | (bits & 0x80000000u));
  }
  if (isNanBits(worst)) {
    for (var e = 0u; e < ENTRIES; e++) { matrix[e] = bitcast<f32>(worst); }
    return matrix;
  }
  if (DIMENSION == 2u) { return clipPair(matrix, cap); }
  return clipEigenvalues(matrix, cap);
}

// Two rows: with the mean m of the diagonal, half its difference h and the other entry b, the eigenvalues are m +- r,
// r = |(h, b)|, and a function f of the matrix is the mean of f(m +- r) times I plus half their difference times
// [[h, b], [b, -h]] / r.
fn clipPair(matrix: array<f32, ENTRIES>, cap: f32) -> array<f32, ENTRIES> {
  let b = matrix[1];
  let mean = 0.5 * (matrix[0] + matrix[3]);
  let h = 0.5 * (matrix[0] - matrix[3]);
  let r = sqrt(h * h + b * b);
  let upper = clipNumber(mean + r, cap);
  let lower = clipNumber(mean - r, cap);
  var slope = 0.0;
  if (r > 0.0) { slope = 0.5 * (upper - lower) / r; }
  var clipped = matrix;
  clipped[0] = 0.5 * (upper + lower) + slope * h;
  clipped[1] = slope * b;
  clipped[2] = slope * b;
  clipped[3] = 0.5 * (upper + lower) - slope * h;
  return clipped;
}

// More rows: cyclic Jacobi rotations (Golub and Van Loan, "Matrix Computations", section 8.5).
fn clipEigenvalues(original: array<f32, ENTRIES>, cap: f32) -> array<f32, ENTRIES> {
  var matrix = original;
  // [vector][coordinate]
  var vectors: array<f32, ENTRIES>;
  for (var e = 0u; e < ENTRIES; e++) { vectors[e] = select(0.0, 1.0, e % (DIMENSION + 1u) == 0u); }
  for (var sweep = 0u; sweep < JACOBI_SWEEPS; sweep++) {
    for (var p = 0u; p + 1u < DIMENSION; p++) {
      for (var q = p + 1u; q < DIMENSION; q++) {
        let off = matrix[p * DIMENSION + q];
        let difference = matrix[q * (DIMENSION + 1u)] - matrix[p * (DIMENSION + 1u)];
        // Tangent of the smaller angle that makes the entry zero, in the form that neither cancels nor overflows.
        let root = sqrt(difference * difference + 4.0 * off * off);
        if (root == 0.0) { continue; }
        let tangent = select(2.0, -2.0, difference < 0.0) * off / (abs(difference) + root);
        let cosine = 1.0 / sqrt(1.0 + tangent * tangent);
        let sine = cosine * tangent;
        for (var k = 0u; k < DIMENSION; k++) {
          let row = vec2f(matrix[p * DIMENSION + k], matrix[q * DIMENSION + k]);
          matrix[p * DIMENSION + k] = cosine * row.x - sine * row.y;
          matrix[q * DIMENSION + k] = sine * row.x + cosine * row.y;
          let vector = vec2f(vectors[p * DIMENSION + k], vectors[q * DIMENSION + k]);
          vectors[p * DIMENSION + k] = cosine * vector.x - sine * vector.y;
          vectors[q * DIMENSION + k] = sine * vector.x + cosine * vector.y;
        }
        for (var k = 0u; k < DIMENSION; k++) {
          let column = vec2f(matrix[k * DIMENSION + p], matrix[k * DIMENSION + q]);
          matrix[k * DIMENSION + p] = cosine * column.x - sine * column.y;
          matrix[k * DIMENSION + q] = sine * column.x + cosine * column.y;
        }
      }
    }
  }
  var clipped: array<f32, ENTRIES>;
  for (var v = 0u; v < DIMENSION; v++) {
    let value = clipNumber(matrix[v * (DIMENSION + 1u)], cap);
    for (var e = 0u; e < ENTRIES; e++) {
      clipped[e] += value * vectors[v * DIMENSION + e / DIMENSION] * vectors[v * DIMENSION + e % DIMENSION];
    }
  }
  return clipped;
}
