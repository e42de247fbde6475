# Behind each block come the nodes of its corrector, all at the noise time of the block's end.
def with_corrector(times):
    ends = times[NODES::NODES]
    rows = [np.append(times[n * NODES : (n + 1) * NODES], np.full(PERIOD - NODES, ends[n])) for n in range(BLOCKS)]
    return np.append(np.concatenate(rows), times[-1])
