# What a run reports: depth (rounds), work (evaluations, derivatives among them), memory (nodes in flight) and the hump.
counts = {"rounds": 0, "evaluations": 0, "derivatives": 0, "nodesInFlight": 0, "hump": 0.0, "finalError": 0.0}
errors = np.zeros(L + 1)  # of every node, newest  # [newest]


def rms(x):
    """Root mean square over coordinates."""
    return np.sqrt((x**2).mean(axis=-1))


def record(path, produced):  # [plain, not pipelined]
def record(path, produced, calls=1):  # [plain, pipelined]
def record(path, produced, products=0):  # [derivative]
    """Counts a round that has produced these nodes; measures their errors, of the worst particle."""
    error = rms(path[produced] - reference[produced]).max(axis=1)
    error = np.where(np.isnan(error), np.inf, error)
    counts["rounds"] += 1  # [not pipelined]
    counts["rounds"] += calls  # [pipelined]
    counts["evaluations"] += len(produced)  # [plain]
    counts["evaluations"] += len(produced) * (1 + products)  # [derivative]
    counts["derivatives"] += len(produced) * products  # [derivative]
    counts["nodesInFlight"] = max(counts["nodesInFlight"], len(produced))
    counts["hump"] = max(counts["hump"], error.max())
    counts["finalError"] = error.max()  # of the last segment's nodes  # [not newest]
    errors[produced] = error  # [newest]
    counts["finalError"] = errors.max()  # of all nodes produced  # [newest]
