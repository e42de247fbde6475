# Schedule: one large step after the other, each over STRIDE nodes of the grid: what parallel rounds must be compared
# with at equal depth. Nodes in between never get a state.
ENDS = TIMES[::STRIDE]
