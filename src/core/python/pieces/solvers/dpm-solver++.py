# Solver: DPM-Solver++(2M) (arXiv 2211.01095, Algorithm 2), in lambda = log(a / sqrt(n)):
# y' = sqrt(n' / n) y + a' (1 - e^-h) D, D = x_0 + (h / (2 h_before)) (x_0 - x_0 before).
def solve(path):
    lambdas = -(ENDS + np.log(noise_variance(ENDS))) / 2
    steps = len(ENDS) - 1
    for n in range(steps):
        r, to, y = ENDS[n], ENDS[n + 1], path[n * STRIDE]
        h = lambdas[n + 1] - lambdas[n]
        data = (y + noise_variance(r) * score(y, r)) / signal(r)
        direction = data
        # The first step is of first order, and the last of fewer than 15 steps.
        if n > 0 and not (n == steps - 1 and steps < 15):
            direction = data + h / (2 * (lambdas[n] - lambdas[n - 1])) * (data - before)
        shrunk = np.sqrt(noise_variance(to) / noise_variance(r)) * y
        path[(n + 1) * STRIDE] = shrunk - signal(to) * np.expm1(-h) * direction
        path[(n + 1) * STRIDE] = half(path[(n + 1) * STRIDE])  # [half]
        before = data
        record(path, [(n + 1) * STRIDE])
