# Mixtures of isotropic Gaussians. Noised to time r, component k has the mean a mu_k and the variance
# V_k = a^2 v_k + 1 - a^2.
def noised_components(x, r, mixture):  # [components]
def score(x, r):  # [not components]
    """Responsibilities rho_k [particle, component], pulls m_k = (a mu_k - x) / V_k [particle, component,  # [components]
    coordinate], and V_k [component]."""  # [components]
    """grad log p_r(x) = sum_k rho_k (a mu_k - x) / V_k, rho_k the share of component k in the density.  # [not components]
    It is exact: no network and no training."""  # [not components]
    log_weights, means, variances = mixture  # [components]
    log_weights, means, variances = DATA  # [not components]
    variance = np.exp(-r) * variances + noise_variance(r)
    difference = signal(r) * means - x[:, None, :]
    logits = log_weights - DIMENSION / 2 * np.log(variance) - (difference**2).sum(axis=2) / (2 * variance)
    largest = logits.max(axis=1, keepdims=True)
    far = np.isneginf(largest)  # so far away that squares overflow: there the widest component is all
    widest = np.arange(len(variance)) == np.argmax(variance)
    shares = np.where(far, widest, np.exp(logits - np.where(far, 0, largest)))
    rho = shares / shares.sum(axis=1, keepdims=True)
    return rho, difference / variance[:, None], variance  # [components]
    return np.einsum("pk,pkc->pc", rho, difference / variance[:, None])  # [not components]
