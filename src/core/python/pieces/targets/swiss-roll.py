# Target: the cross-section of a Swiss roll, 200 points.
angle = 1.5 * np.pi * (1 + 2 * (np.arange(200) + 0.5) / 200)
MEANS = (angle * np.stack([np.cos(angle), np.sin(angle)]) / 7.5).T
MEANS = MEANS - MEANS.mean(axis=0)
STD = 0.07
