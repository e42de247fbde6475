# The score together with its derivative ds/dx, by forward mode: tangents go through the same layers as values.
def score_and_products(x, r, tangents):
    """The score, and the products of ds/dx with tangents [particle, tangent, coordinate], in the same shape."""
    h = x @ TENSORS["layers.0.weights"] + first_bias(r)
    t = tangents @ TENSORS["layers.0.weights"]
    for i in range(1, DEPTH + 1):
        gate = 1 / (1 + np.exp(-h))
        t = t * (gate * (1 + h * (1 - gate)))[:, None, :]  # slope of SiLU
        h = (h * gate) @ TENSORS[f"layers.{i}.weights"] + TENSORS[f"layers.{i}.bias"]
        t = t @ TENSORS[f"layers.{i}.weights"]
    return -h / np.sqrt(noise_variance(r)), -t / np.sqrt(noise_variance(r))


def score_and_derivative(x, j):
    units = np.broadcast_to(np.eye(DIMENSION), (len(x), DIMENSION, DIMENSION))  # [exact]
    s, products = score_and_products(x, TIMES[j], units)  # products[:, c] is column c  # [exact]
    derivative = np.einsum("pcc->p", products) / DIMENSION  # [exact, trace]
    derivative = np.einsum("pcc->pc", products)  # [exact, diagonal]
    derivative = (products + products.transpose(0, 2, 1)) / 2  # the symmetric part  # [matrix]
    # Hutchinson's estimate with one probe v of random signs a node and particle: v_c (ds/dx v)_c.  # [estimate]
    probe = 1.0 - 2.0 * (words(PROBE_STREAM, j) >> 31)  # [estimate]
    s, products = score_and_products(x, TIMES[j], probe[:, None, :])  # [estimate]
    derivative = (products[:, 0] * probe).mean(axis=1)  # [estimate, trace]
    derivative = products[:, 0] * probe  # [estimate, diagonal]
    return s, derivative
