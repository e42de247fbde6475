# Start: one counted call splits the first state into data x_0 = (y_0 + n_0 s) / a_0 and noise, which are mixed again at
# every node, y_m = a_m x_0 + sqrt(n_m) (y_0 - a_0 x_0) / sqrt(n_0) (ParaSolver, ICLR 2025).
def start(path, first, count):
    s = score(path[first], TIMES[first])
    counts["rounds"] += 1
    counts["evaluations"] += 1
    n = noise_variance(TIMES[first])
    for j in range(first + 1, first + count + 1):
        data = (signal(TIMES[j]) / signal(TIMES[first])) * (path[first] + n * s)
        path[j] = data - np.sqrt(noise_variance(TIMES[j]) * n) * s
        path[j] = half(path[j])  # [half]
