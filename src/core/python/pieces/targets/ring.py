# Target: eight modes on a circle of radius 2.
angle = np.pi * np.arange(8) / 4
MEANS = 2 * np.stack([np.cos(angle), np.sin(angle)], axis=1)
MEANS = MEANS - MEANS.mean(axis=0)
STD = 0.2236
