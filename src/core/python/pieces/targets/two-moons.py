# Target: two interleaved half circles of 100 points each, scaled to about unit variance.
angle = np.pi * (np.arange(100) + 0.5) / 100
upper = np.stack([(np.cos(angle) - 0.5) / 0.87, (np.sin(angle) - 0.25) / 0.5], axis=1)
MEANS = np.concatenate([upper, -upper])
MEANS = MEANS - MEANS.mean(axis=0)
STD = 0.08
