# The time grid: uniform in noise time.
def noise_times():
    times = HORIZON + (CUTOFF - HORIZON) * np.arange(BLOCKS * NODES + 1) / (BLOCKS * NODES)
    times[-1] = CUTOFF
    return times
