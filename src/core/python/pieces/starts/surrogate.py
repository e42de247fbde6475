# Start: the path that the sampler of the surrogate takes on the same noise: no network call.
def start(path, first, count):
    for j in range(first, first + count):
        path[j + 1] = step(path[j], surrogate_score(path[j], TIMES[j]), j)
        path[j + 1] = half(path[j + 1])  # [half]
