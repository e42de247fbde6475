def correct(path, block):
    """The corrector behind a block, solved by Picard rounds in sub-blocks, each from a constant start."""
    first = block * PERIOD + NODES
    v = normals(VELOCITY_STREAM, first)
    for first in range(first, first + SUB_BLOCKS * STEPS, STEPS):
        path[first + 1 : first + STEPS + 1] = path[first]
        for _ in range(CORRECTOR_ROUNDS):
            old = path[first : first + STEPS + 1].copy()
            scores = [score(old[i], TIMES[first + i]) for i in range(STEPS)]  # one network call
            velocity = v
            for i in range(STEPS):
                path[first + i + 1], velocity = corrector_step(path[first + i], velocity, scores[i], first + i)
                path[first + i + 1] = half(path[first + i + 1])  # [half]
            residuals = finish_round(path, old, first)  # [tolerance]
            finish_round(path, old, first)  # [not tolerance]
            if below_tolerance(residuals):  # [tolerance]
                break  # [tolerance]
        v = velocity
