# Target: one arm of a spiral, 200 points about equally far apart.
angle = 3 * np.pi * np.sqrt((np.arange(200) + 0.5) / 200)
MEANS = (angle * np.stack([np.cos(angle), np.sin(angle)]) / 5).T
MEANS = MEANS - MEANS.mean(axis=0)
STD = 0.06
