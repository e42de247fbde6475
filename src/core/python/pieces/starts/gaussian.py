# Start: the path that the sampler takes, on the same noise, for Gaussian data with the data's mean and variance: no
# network call.
def start(path, first, count):
    for j in range(first, first + count):
        variance = np.exp(-TIMES[j]) * DATA_VARIANCE + noise_variance(TIMES[j])
        gaussian_score = (signal(TIMES[j]) * DATA_MEAN - path[j]) / variance
        path[j + 1] = step(path[j], gaussian_score, j)
        path[j + 1] = half(path[j + 1])  # [half]
