# Linear part: the mean eigenvalue of the step's derivative (quasi-Newton form of DEER, arXiv 2309.12252).
def linear_part(derivative, j):
    """J = A + B tr(ds/dx) / d [particle, 1], clipped to [0, CAP]."""
    return np.clip(A[j] + B[j] * derivative, 0, CAP)[:, None]
