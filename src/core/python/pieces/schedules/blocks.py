# Schedule: one block after the other, each repeated until its last change is below the tolerance  # [tolerance]
# Schedule: one block after the other, each repeated a fixed number  # [not tolerance]
# (ITERATIONS rounds at most). Its last node starts the next block (arXiv 2405.15986, Algorithms 1 and 2).  # [tolerance]
# of rounds. Its last node starts the next block (arXiv 2405.15986, Algorithms 1 and 2).  # [not tolerance]
def solve(path):
    for block in range(BLOCKS):
        first = block * NODES  # [not corrector]
        first = block * PERIOD  # [corrector]
        start(path, first, NODES)
        history = []  # [anderson]
        for _ in range(ITERATIONS):
            residuals = round_from(path, first, NODES)  # [not anderson, tolerance]
            residuals = anderson_round(path, first, NODES, history)  # [anderson, tolerance]
            round_from(path, first, NODES)  # [not anderson, not tolerance]
            anderson_round(path, first, NODES, history)  # [anderson, not tolerance]
            if below_tolerance(residuals):  # [tolerance]
                break  # [tolerance]
        correct(path, block)  # [corrector]
