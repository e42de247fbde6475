// A scan that leaves its measurements to another pass.

fn squaresOf(place: u32, next: f32, change: f32) -> vec2f {
  return vec2f();
}

fn measureRow(i: u32, inBatch: u32, squares: vec2f) -> u32 {
  return 0u;
}

fn measureParticle(inBatch: u32, worst: u32) {}

fn measureStart(inBatch: u32) {}
