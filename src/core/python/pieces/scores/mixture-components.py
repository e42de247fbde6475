# Mixtures of isotropic Gaussians. Noised to time r, component k has the mean a mu_k and the variance
# V_k = a^2 v_k + 1 - a^2.
def noised_components(x, r, mixture):
    """Responsibilities rho_k [particle, component], pulls m_k = (a mu_k - x) / V_k [particle, component, coordinate],
    and V_k [component]."""
    log_weights, means, variances = mixture
    variance = np.exp(-r) * variances + noise_variance(r)
    difference = signal(r) * means - x[:, None, :]
    logits = log_weights - DIMENSION / 2 * np.log(variance) - (difference**2).sum(axis=2) / (2 * variance)
    largest = logits.max(axis=1, keepdims=True)
    far = np.isneginf(largest)  # so far away that squares overflow: there the widest component is all
    widest = np.arange(len(variance)) == np.argmax(variance)
    shares = np.where(far, widest, np.exp(logits - np.where(far, 0, largest)))
    return shares / shares.sum(axis=1, keepdims=True), difference / variance[:, None], variance


def mixture_score(x, r, mixture):
    """grad log p_r(x) = sum_k rho_k m_k, exact: no network and no training."""
    rho, pull, _ = noised_components(x, r, mixture)
    return np.einsum("pk,pkc->pc", rho, pull)
