// Linear parts A + B ds/dx of the trace over d (ENTRIES = 1) or the diagonal of ds/dx, clipped to [0, cap]; the twin of
// src/core/eigen-clip.ts. The pass declares batch, nodes, linearParts [row][entry][particle] and derivative [entry].

// Writes what `derivative` holds for row i (of node j) and a particle of the batch.
fn writeLinearPart(i: u32, j: u32, particle: u32) {
  for (var entry = 0u; entry < ENTRIES; entry++) {
    let linear = nodes[j].stateFactor + nodes[j].scoreWeight * derivative[entry];
    linearParts[(i * ENTRIES + entry) * batch.particles + particle] = clipNumber(linear, batch.jacobianCap);
  }
}
