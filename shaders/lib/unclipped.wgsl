// What a step is made of, and the choice not to clip it.

// In one coordinate: A y + B score + C xi + carried.
struct Terms {
  y: f32,
  score: f32,
  carried: f32,
}

fn keptInBox(node: Node, coordinate: u32, terms: Terms, current: f32, change: f32) -> Terms {
  return terms;
}
