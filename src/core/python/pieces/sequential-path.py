# The sequential sampler on the same noise: L network calls, one after the other. Every error is measured against its
# path.
def sequential_path(y):
    path = np.empty((L + 1, PARTICLES, DIMENSION))
    path[0] = y
    path[0] = half(y)  # [half]
    for j in range(L):
        path[j + 1] = step(path[j], score(path[j], TIMES[j]), j)
        path[j + 1] = half(path[j + 1])  # [half]
    return path


reference = sequential_path(normals(START_STREAM, 0))
