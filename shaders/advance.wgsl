// Ends a step whose statistics `observe.wgsl` has taken, or that has none: takes the largest of its residuals and goes on to the next step.

@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<storage, read_write> state: State;
// [record][word]
@group(0) @binding(2) var<storage, read_write> records: array<u32>;
// Arguments of indirect dispatches, [kernel][3]; see DISPATCH in src/engine/webgpu/layout.ts.
@group(0) @binding(3) var<storage, read_write> dispatches: array<u32>;
@group(0) @binding(4) var<storage, read> nodes: array<Node>;

// Worst residual of row i of the step that ends, as bits.
fn residualBits(i: u32) -> u32 {
  return records[state.record * parameters.recordWords + RECORD_HEADER + 4u * i];
}

// A single workgroup.
@compute @workgroup_size(WORKGROUP)
fn advanceSchedule(@builtin(local_invocation_index) thread: u32) {
  if (parameters.observed == 1u && state.phase != PHASE_DONE) {
    for (var i = thread; i < state.count; i += WORKGROUP) { see(i, residualBits(i)); }
  }
  workgroupBarrier();
  if (thread != 0u || state.phase == PHASE_DONE) { return; }
  endStep(seenOfStep());
}

// Writes the sizes of the first step, whose state the host has set.
@compute @workgroup_size(1)
fn beginSchedule() {
  writeDispatches(state);
}
