# The score together with its derivative ds/dx, here -I / V.
def score_and_derivative(x, j):
    r = TIMES[j]
    slope = -1 / (np.exp(-r) * DATA_VARIANCE + noise_variance(r))
    derivative = np.full(len(x), slope)  # [trace]
    derivative = np.full(x.shape, slope)  # [diagonal]
    derivative = np.broadcast_to(slope * np.eye(DIMENSION), (len(x), DIMENSION, DIMENSION))  # [matrix]
    return score(x, r), derivative
