def finish_round(path, old, first):  # [plain]
def finish_round(path, old, first, products=0):  # [derivative]
    """Records a round; returns the largest change of each node that it has produced, which is what a rule can see."""
    produced = np.arange(first + 1, first + len(old))
    record(path, produced)  # [plain]
    record(path, produced, products)  # [derivative]
    return rms(path[produced] - old[1:]).max(axis=1)
