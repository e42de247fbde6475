# Linear part: derivative of the step for Gaussian data of the same variance, J = A - B / V (no extra network call).
J = A - B / (signal(TIMES[:L]) ** 2 * DATA_VARIANCE + noise_variance(TIMES[:L]))
