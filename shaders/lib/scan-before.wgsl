// The update of a round was made by a pass before.

fn scanRound(thread: u32) {}
