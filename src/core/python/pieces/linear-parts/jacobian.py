# Linear part: the whole derivative of the step; a round is one of Newton's method (DEER, arXiv 2309.12252).  # [derivative]
# Linear parts that are matrices.  # [regression]
def linear_part(derivative, j, cap=CAP):
    """J = A + B ds/dx [particle, coordinate, coordinate], eigenvalues clipped to [0, cap] (ELK, arXiv 2407.19115)."""
    matrix = np.clip(A[j] * np.eye(DIMENSION) + B[j] * derivative, -1e150, 1e150)
    finite = np.isfinite(matrix).all(axis=(1, 2), keepdims=True)
    values, vectors = np.linalg.eigh(np.where(finite, matrix, 0.0))
    clipped = np.einsum("pak,pk,pbk->pab", vectors, np.clip(values, 0, cap), vectors)
    return np.where(finite, clipped, np.nan)
