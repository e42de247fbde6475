# The target's density: a mixture of isotropic Gaussians, as (log weights, means, variances).
DATA = (np.log(WEIGHTS / WEIGHTS.sum()), MEANS, STDS**2)
