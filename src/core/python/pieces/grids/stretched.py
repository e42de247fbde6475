# The time grid: uniform in stretched time, u(r) = r - 1 above r = 1 and log r below, where steps shrink in proportion
# to r.
def noise_times():
    u = [r - 1 if r >= 1 else np.log(r) for r in (HORIZON, CUTOFF)]
    u = u[0] + (u[1] - u[0]) * np.arange(BLOCKS * NODES + 1) / (BLOCKS * NODES)
    times = np.where(u >= 0, u + 1, np.exp(np.minimum(u, 0)))
    times[0], times[-1] = HORIZON, CUTOFF
    return times
