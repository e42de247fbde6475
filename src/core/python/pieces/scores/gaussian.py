# The score s(x, r) = grad log p_r(x) of Gaussian data: (a mu - x) / V with V = a^2 v + 1 - a^2.
def score(x, r):
    return (signal(r) * DATA_MEAN - x) / (np.exp(-r) * DATA_VARIANCE + noise_variance(r))
