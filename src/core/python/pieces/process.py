# The forward process dx = -x/2 dr + dw over noise time r: data x_0 become x_r ~ N(a x_0, n I) with a = e^(-r/2) and
# n = 1 - a^2.
def noise_variance(r):
    """n = 1 - e^(-r), without cancellation at small r."""
    return -np.expm1(-r)
