# Schedule: one node after the other. Its result is the reference itself.
def solve(path):
    for j in range(L):
        path[j + 1] = step(path[j], score(path[j], TIMES[j]), j)
        path[j + 1] = half(path[j + 1])  # [half]
        record(path, [j + 1])
