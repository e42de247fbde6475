# Half precision: path states are rounded to the nearest half after every step; what is too large becomes infinite.
np.seterr(over="ignore", invalid="ignore")  # infinities, and NaN from their differences, are part of this run


def half(y):
    return y.astype(np.float16).astype(np.float64)
