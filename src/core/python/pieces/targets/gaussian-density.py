# The target's density as a mixture of one component: (log weights, means, variances).
DATA = (np.zeros(1), DATA_MEAN[None, :], np.array([DATA_VARIANCE]))
