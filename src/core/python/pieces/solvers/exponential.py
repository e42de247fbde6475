# Solver: the exponential integrator (arXiv 2209.11215), with the exact sum of the noises that a step covers.
def solve(path):
    for n in range(len(ENDS) - 1):
        first, end = n * STRIDE, (n + 1) * STRIDE
        eps = ENDS[n] - ENDS[n + 1]
        s = score(path[first], ENDS[n])
        path[end] = np.exp(eps / 2) * path[first] + 2 * np.expm1(eps / 2) * s  # [sde]
        path[end] = np.exp(eps / 2) * path[first] + np.expm1(eps / 2) * s  # [ode]
        for j in range(first, end):  # [sde]
            path[end] += C[j] * np.exp((TIMES[j + 1] - ENDS[n + 1]) / 2) * XI[j]  # [sde]
        path[end] = half(path[end])  # [half]
        record(path, [end])
