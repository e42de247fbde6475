# Moments of the data: the mean, and the trace of the covariance / d.
DATA_MEAN = np.exp(DATA[0]) @ DATA[1]
DATA_VARIANCE = np.exp(DATA[0]) @ (DATA[2] + ((DATA[1] - DATA_MEAN) ** 2).mean(axis=1))
