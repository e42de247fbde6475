# Linear part: the diagonal of the step's derivative (quasi-DEER, arXiv 2407.19115).
def linear_part(derivative, j):
    """J = A + B diag(ds/dx) [particle, coordinate], clipped to [0, CAP]."""
    return np.clip(A[j] + B[j] * derivative, 0, CAP)
