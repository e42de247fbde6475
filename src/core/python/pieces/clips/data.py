# Clip: the data prediction x_0 = (y + n s) / a that a round implies is kept in the box of the data, enlarged by the
# prediction of the score as it was evaluated, so that a solution stays one.
BOX = [(DATA[1].T - 3 * np.sqrt(DATA[2])).min(axis=1), (DATA[1].T + 3 * np.sqrt(DATA[2])).max(axis=1)]


def clip_prediction(j, new, old, s, carried):
    """The terms of a step: as they are, or those from the new state where its prediction leaves the box."""
    a, n = signal(TIMES[j]), noise_variance(TIMES[j])
    evaluated = (old + n * s) / a
    implied = s + (carried - A[j] * (new - old)) / B[j]
    prediction = (new + n * implied) / a
    kept = np.minimum(np.maximum(prediction, np.minimum(BOX[0], evaluated)), np.maximum(BOX[1], evaluated))
    clipped = (new != old) & (kept != prediction) & ~np.isnan(kept)
    return np.where(clipped, new, old), np.where(clipped, (a * kept - new) / n, s), np.where(clipped, 0.0, carried)
