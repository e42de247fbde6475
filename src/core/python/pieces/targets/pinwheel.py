# Target: five bent arms of 40 points each.
arm, i = np.indices((5, 40)).reshape(2, -1)
radius = 0.3 + 1.6 * (i + 0.5) / 40
angle = 2 * np.pi * arm / 5 + 0.9 * radius
MEANS = (radius * np.stack([np.cos(angle), np.sin(angle)])).T
MEANS = MEANS - MEANS.mean(axis=0)
STD = 0.08
