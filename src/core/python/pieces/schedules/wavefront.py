# Schedule: block n begins one round after block n - 1 and takes its newest end in every round, so that all blocks make
# their rounds at once; they finish in order, at most one a round (arXiv 2412.07435).
def solve(path):
    first, end, rounds = 0, NODES, 0
    start(path, 0, NODES)
    while True:
        residuals = round_from(path, first, end - first)  # [tolerance]
        round_from(path, first, end - first)  # [not tolerance]
        rounds += 1
        finished = rounds - first // NODES >= ITERATIONS
        finished = finished or below_tolerance(residuals[:NODES])  # [tolerance]
        if finished:
            first += NODES
        if first == L:
            return
        if end < L:
            start(path, end, NODES)
            end += NODES
