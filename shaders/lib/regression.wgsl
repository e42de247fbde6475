// How the score changes with the state, from increments along the path; the twin of src/core/passes/regression.ts. In one dimension
// the second coordinate is zero.

// Increments ahead of a row that are used, and what remains of an increment's weight a row later.
const LEAD = 8u;
const REMAINDER = 0.875;
// Ridge, as a part of the mean square of the increments, and where there are none.
const RIDGE = 0.01;
const LEAST_RIDGE = 1.0e-12;

// Sums of w du du^T, entries 00, 01 and 11, and of w de du^T, entries 00, 01 + 10 and 11.
struct Sums {
  squares: vec3f,
  products: vec3f,
}

fn withIncrement(sums: Sums, weight: f32, du: vec2f, de: vec2f) -> Sums {
  return Sums(
    REMAINDER * sums.squares + weight * vec3f(du.x * du.x, du.x * du.y, du.y * du.y),
    REMAINDER * sums.products + weight * vec3f(de.x * du.x, de.x * du.y + de.y * du.x, de.y * du.y),
  );
}

// Entries 00, 01 and 11 of the symmetric matrix that makes sum w |de - Q du|^2 least, with a ridge towards `prior` times I; that where
// sums have overflowed.
fn symmetricSlope(sums: Sums, prior: f32) -> vec3f {
  let ridge = 0.5 * RIDGE * (sums.squares.x + sums.squares.z) + LEAST_RIDGE;
  let squares = vec2f(sums.squares.x, sums.squares.z) + ridge;
  let products = vec2f(sums.products.x, sums.products.z) + ridge * prior;
  // In these, products of sums do not overflow where the sums do not.
  let ratios = sums.squares.y / squares;
  let off = (sums.products.y - dot(ratios, products)) / (squares.x + squares.y - sums.squares.y * (ratios.x + ratios.y));
  let diagonal = (products - sums.squares.y * off) / squares;
  let bits = bitcast<u32>(diagonal.x + off + diagonal.y);
  if ((bits & 0x7f800000u) == 0x7f800000u) { return vec3f(prior, 0.0, prior); }
  return vec3f(diagonal.x, off, diagonal.y);
}

// A symmetric matrix, entries 00, 01 and 11, with eigenvalues clipped to [0, cap]: with the mean m of the diagonal, half its difference h
// and the other entry b they are m +- r, r = |(h, b)|.
fn clippedMatrix(matrix: vec3f, cap: f32) -> vec3f {
  let mean = 0.5 * (matrix.x + matrix.z);
  let h = 0.5 * (matrix.x - matrix.z);
  let r = length(vec2f(h, matrix.y));
  let upper = clipNumber(mean + r, cap);
  let lower = clipNumber(mean - r, cap);
  var slope = 0.0;
  if (r > 0.0) { slope = 0.5 * (upper - lower) / r; }
  let middle = 0.5 * (upper + lower);
  return vec3f(middle + slope * h, slope * matrix.y, middle - slope * h);
}
