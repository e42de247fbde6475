# The target's density: a mixture of equal weights and one standard deviation, as (log weights, means, variances).
DATA = (np.full(len(MEANS), -np.log(len(MEANS))), MEANS, np.full(len(MEANS), STD**2))
