def signal(r):
    """a = e^(-r/2)"""
    return np.exp(-r / 2)
