# The time grid of the theorem of arXiv 2405.15986: uniform down to r = 1, and all of r < 1, geometrically, in the
# last block.
def noise_times():
    before = (BLOCKS - 1) * NODES
    head = HORIZON + (1 - HORIZON) * np.arange(before) / before
    tail = np.exp(np.log(CUTOFF) * np.arange(NODES + 1) / NODES)
    tail[-1] = CUTOFF
    return np.concatenate([head, tail])
