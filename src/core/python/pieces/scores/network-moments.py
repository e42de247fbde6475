# Moments of the data on which the network was trained: the mean, and the trace of the covariance / d.
DATA_MEAN = np.array(json.loads(CARD["dataMean"]))
DATA_VARIANCE = float(CARD["dataVariance"])
