# Solver: DDIM with eta 0 (arXiv 2010.02502): y' = a' x_0 + sqrt(n') noise, x_0 = (y + n s) / a, noise = -sqrt(n) s.
def solve(path):
    for n in range(len(ENDS) - 1):
        r, to, y = ENDS[n], ENDS[n + 1], path[n * STRIDE]
        s = score(y, r)
        data = (y + noise_variance(r) * s) / signal(r)
        noise = -np.sqrt(noise_variance(r)) * s
        path[(n + 1) * STRIDE] = signal(to) * data + np.sqrt(noise_variance(to)) * noise
        path[(n + 1) * STRIDE] = half(path[(n + 1) * STRIDE])  # [half]
        record(path, [(n + 1) * STRIDE])
