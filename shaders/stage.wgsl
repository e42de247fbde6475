// Particles as round points: one instance a particle, four corners of a square each. Positions are read from the run's own path
// buffer and projected to the plane of the pictures.

struct Points {
  // Window of the plane to clip space: clip = scale * position + offset.
  scale: vec2f,
  offset: vec2f,
  // Half of a point's square in clip space, and in device pixels.
  reach: vec2f,
  reachPixels: f32,
  // Radius in device pixels.
  radius: f32,
  // Not premultiplied.
  colour: vec4f,
  // First state of the node in the path buffer.
  nodeOffset: u32,
  particles: u32,
  dimension: u32,
}

@group(0) @binding(0) var<uniform> points: Points;
// [node][coordinate][particle]
@group(0) @binding(1) var<storage, read> path: array<f32>;
// [coordinate]: weights on the two axes
@group(0) @binding(2) var<storage, read> projection: array<vec2f>;

struct Corner {
  @builtin(position) position: vec4f,
  // From the point's centre, device pixels.
  @location(0) place: vec2f,
}

// Finite numbers have an exponent below the largest; tested on the bits, since WGSL may assume that there is no other.
fn isFinite(value: f32) -> bool {
  return (bitcast<u32>(value) & 0x7f800000u) != 0x7f800000u;
}

@vertex
fn placeCorner(@builtin(vertex_index) corner: u32, @builtin(instance_index) particle: u32) -> Corner {
  var position = vec2f(0.0);
  var finite = true;
  for (var coordinate = 0u; coordinate < points.dimension; coordinate++) {
    let state = path[points.nodeOffset + coordinate * points.particles + particle];
    finite = finite && isFinite(state);
    position += state * projection[coordinate];
  }
  let side = vec2f(f32(corner & 1u), f32(corner >> 1u)) * 2.0 - 1.0;
  let centre = points.scale * position + points.offset;
  // A particle far outside, or without a place, is put where it is clipped away.
  let visible = finite && all(abs(centre) < vec2f(2.0));
  let clip = select(vec2f(4.0), centre + side * points.reach, visible);
  return Corner(vec4f(clip, 0.0, 1.0), side * points.reachPixels);
}

// A disc with an edge one pixel soft; the colour is premultiplied by its coverage.
@fragment
fn shadeDisc(corner: Corner) -> @location(0) vec4f {
  let coverage = clamp(points.radius + 0.5 - length(corner.place), 0.0, 1.0);
  let alpha = points.colour.a * coverage;
  return vec4f(points.colour.rgb * alpha, alpha);
}
