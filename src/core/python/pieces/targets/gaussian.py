# Target: isotropic Gaussian data.
DATA_MEAN = np.full(DIMENSION, float(MEAN))
DATA_VARIANCE = STD**2
