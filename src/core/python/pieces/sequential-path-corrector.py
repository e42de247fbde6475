# The sequential sampler: L network calls, one after the other, the corrector's on the same noise. Every error is
# measured against its path.
def sequential_path(y):
    path = np.empty((L + 1, PARTICLES, DIMENSION))
    path[0] = y
    path[0] = half(y)  # [half]
    for j in range(L):
        s = score(path[j], TIMES[j])
        if j % PERIOD == NODES:
            v = normals(VELOCITY_STREAM, j)
        if j % PERIOD < NODES:
            path[j + 1] = step(path[j], s, j)
        else:
            path[j + 1], v = corrector_step(path[j], v, s, j)
        path[j + 1] = half(path[j + 1])  # [half]
    return path


reference = sequential_path(normals(START_STREAM, 0))
