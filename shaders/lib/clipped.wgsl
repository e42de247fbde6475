// Keeps the data predictions that a round implies in the box of the data; the twin of src/core/passes/prediction-clip.ts. The pass
// binds `table`, which begins with the smallest and the largest coordinate of the data, [coordinate][2].

// What a step is made of, in one coordinate: A y + B score + C xi + carried.
struct Terms {
  y: f32,
  score: f32,
  carried: f32,
}

// The terms of a step, or, where the prediction that they imply leaves the box, the new state and the score that the nearest prediction
// in the box implies. `current` is the new state of the node, `change` what it differs by from the one where the score was
// evaluated, whose own prediction is always allowed.
fn keptInBox(node: Node, coordinate: u32, terms: Terms, current: f32, change: f32) -> Terms {
  if (change == 0.0) { return terms; }
  let evaluated = (terms.y + node.noiseVariance * terms.score) / node.signal;
  let implied = terms.score + (terms.carried - node.stateFactor * change) / node.scoreWeight;
  let prediction = (current + node.noiseVariance * implied) / node.signal;
  // A compiler may assume that there is no NaN; what is none has no nearest point.
  if (isNotANumber(prediction) || isNotANumber(evaluated)) { return terms; }
  let low = min(table[2u * coordinate], evaluated);
  let high = max(table[2u * coordinate + 1u], evaluated);
  if (prediction >= low && prediction <= high) { return terms; }
  let kept = clamp(prediction, low, high);
  return Terms(current, (node.signal * kept - current) / node.noiseVariance, 0.0);
}

fn isNotANumber(x: f32) -> bool {
  return (bitcast<u32>(x) & 0x7fffffffu) > 0x7f800000u;
}
