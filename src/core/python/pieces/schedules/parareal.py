# Schedule: Parareal (SRDS, arXiv 2412.08292). A coarse solver G takes one step a block, a fine solver F all its steps:
# x_{n+1}^k = F(x_n^{k-1}) + G(x_n^k) - G(x_n^{k-1}), all F at once. After k iterations the first k blocks are exact.
ENDS = TIMES[::NODES]


def coarse(y, n):
    """G over block n: the exponential integrator, with the exact sum of the block's fine noises."""
    first = n * NODES
    eps = ENDS[n] - ENDS[n + 1]
    s = score(y, TIMES[first])
    y = np.exp(eps / 2) * y + 2 * np.expm1(eps / 2) * s  # [sde]
    y = np.exp(eps / 2) * y + np.expm1(eps / 2) * s  # [ode]
    for j in range(first, first + NODES):  # [sde]
        y = y + C[j] * np.exp((TIMES[j + 1] - ENDS[n + 1]) / 2) * XI[j]  # [sde]
    return y


def fine(path, front):
    """All steps of all blocks from node front on, the blocks side by side."""
    for i in range(NODES):
        nodes = np.arange(front + i, L, NODES)
        old = path[nodes]
        for k, j in enumerate(nodes):
            path[j + 1] = step(old[k], score(old[k], TIMES[j]), j)
            path[j + 1] = half(path[j + 1])  # [half]
        record(path, nodes + 1)


def solve(path):
    kept = []  # G of every block in the sweep before
    for n in range(BLOCKS):
        kept.append(coarse(path[n * NODES], n))
        path[(n + 1) * NODES] = kept[n]
        path[(n + 1) * NODES] = half(kept[n])  # [half]
        record(path, [(n + 1) * NODES])
    for iteration in range(ITERATIONS):
        ends = path[::NODES].copy()
        fine(path, iteration * NODES)
        changes = []
        for n in range(BLOCKS):
            end = (n + 1) * NODES
            step_of_sweep = coarse(path[n * NODES], n)
            path[end] = path[end] + (step_of_sweep - kept[n])
            path[end] = half(path[end])  # [half]
            kept[n] = step_of_sweep
            record(path, [end])  # [not pipelined]
            record(path, [end], calls=int(n == 0))  # the sweep overlaps with fine steps: one round  # [pipelined]
            changes.append(rms(path[end] - ends[n + 1]).max())
        if below_tolerance(np.array(changes)):  # [tolerance]
            return  # [tolerance]
