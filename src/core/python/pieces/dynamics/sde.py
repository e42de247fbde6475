# One step of the reverse SDE dy = [y/2 + s] dt + dw with the score frozen at its left node (exponential integrator,
# arXiv 2209.11215): f_j(y) = A_j y + B_j s(y, r_j) + C_j xi_j.
TIMES = noise_times()  # r_j [node]
L = len(TIMES) - 1  # steps of the whole grid
EPS = TIMES[:-1] - TIMES[1:]
A = np.exp(EPS / 2)
B = 2 * np.expm1(EPS / 2)
C = np.sqrt(np.expm1(EPS))
XI = [normals(PATH_STREAM, j) for j in range(L)]


def step(y, s, j):
    return A[j] * y + B[j] * s + C[j] * XI[j]
