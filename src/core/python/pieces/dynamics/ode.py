# One step of the probability-flow ODE dy = [y/2 + s/2] dt with the score frozen at its left node (exponential
# integrator, arXiv 2209.11215): f_j(y) = A_j y + B_j s(y, r_j).
TIMES = noise_times()  # r_j [node]  # [not corrector]
TIMES = with_corrector(noise_times())  # r_j [node]  # [corrector]
L = len(TIMES) - 1  # steps of the whole grid
EPS = TIMES[:-1] - TIMES[1:]
A = np.exp(EPS / 2)
B = np.expm1(EPS / 2)


def step(y, s, j):
    return A[j] * y + B[j] * s
