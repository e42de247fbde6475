# The score together with its derivative ds/dx = sum_k rho_k (m_k - s)(m_k - s)^T - (sum_k rho_k / V_k) I.
def score_and_derivative(x, j):
    rho, pull, variance = noised_components(x, TIMES[j], DATA)
    s = np.einsum("pk,pkc->pc", rho, pull)
    centred = pull - s[:, None, :]
    precision = (rho / variance).sum(axis=1)
    derivative = np.einsum("pk,pkc,pkc->p", rho, centred, centred) / DIMENSION - precision  # [trace]
    derivative = np.einsum("pk,pkc,pkc->pc", rho, centred, centred) - precision[:, None]  # [diagonal]
    squares = np.einsum("pka,pkb->pab", rho[:, :, None] * centred, centred)  # [matrix]
    derivative = squares - precision[:, None, None] * np.eye(DIMENSION)  # [matrix]
    return s, derivative
