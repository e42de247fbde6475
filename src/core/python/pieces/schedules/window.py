# Schedule: a window of nodes that slides, after every round, past its leading nodes that no longer change (ParaDiGMS,
# arXiv 2305.16317, Algorithm 1). New nodes start from the window's last state.
NOISE_SCALE = np.sqrt(np.expm1(EPS))  # standard deviation of the SDE's noise: what changes are measured by


def first_violation(residuals, first):
    """The first row whose change is too large, in single precision as on the GPU; their number if there is none."""
    allowed = np.float32(TOLERANCE) * NOISE_SCALE[first : first + len(residuals)].astype(np.float32)
    residuals = residuals.astype(np.float32)
    converged = np.isfinite(residuals) & (residuals <= allowed)
    return len(residuals) if converged.all() else int(np.argmin(converged))


def solve(path):
    first, end = 0, WINDOW
    start(path, first, WINDOW)
    while True:
        residuals = round_from(path, first, end - first)
        # The first node that still changed was made from one that did not, so the window passes it too.
        first = min(first + first_violation(residuals, first) + 1, end)
        if first == L:
            return
        grown = min(first + WINDOW, L)
        if grown > end:
            start(path, end, grown - end)
        end = grown
