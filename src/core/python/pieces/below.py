def below_tolerance(residuals):
    """Whether all are below, compared in single precision as the GPU does."""
    return bool((residuals.astype(np.float32) < np.float32(TOLERANCE)).all())
