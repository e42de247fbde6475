# Triangular Anderson acceleration (ParaTAA, arXiv 2402.09970): the result G of a round is mixed with those of rounds
# before it so that the residuals R = G - y cancel. The weights of a node minimise the residuals of the nodes before it
# alone, so that the first k nodes stay exact after k rounds, and each particle has its own.
RIDGE = 1e-3  # as a part of each diagonal entry


def solve_normal_equations(gram, products):
    """(S + RIDGE diag S) gamma = b for every node and particle; an unknown without an equation is 0."""
    diagonal = np.einsum("npkk->npk", gram)
    scale = np.where(diagonal > 0, 1 / np.sqrt(np.where(diagonal > 0, diagonal, 1)), 0.0)
    matrix = gram * scale[..., :, None] * scale[..., None, :]
    eye = np.eye(gram.shape[-1])
    matrix = np.where(eye == 1, 1 + RIDGE, matrix)
    gamma = scale * np.linalg.solve(matrix, (scale * products)[..., None])[..., 0]
    return np.where(np.isfinite(gamma).all(axis=-1, keepdims=True), gamma, 0.0)


def anderson_round(path, first, count, history):
    """A round, mixed with those in history: (G, R) of the last rounds of this segment, newest first."""
    old = round_from(path, first, count)
    nodes = slice(first + 1, first + count + 1)
    result = path[nodes].copy()
    residual = result - old[1:]
    if history:
        differences = np.stack([residual - r for _, r in history])  # by round, node, particle and coordinate
        gram = np.einsum("knpc,lnpc->npkl", differences, differences)
        products = np.einsum("knpc,npc->npk", differences, residual)
        gram, products = [np.cumsum(sums, axis=0) - sums for sums in (gram, products)]  # of the nodes before
        gamma = solve_normal_equations(gram, products)
        mixed = result - sum((result - g) * gamma[:, :, k, None] for k, (g, _) in enumerate(history))
        mixed = half(mixed)  # [half]
        path[nodes] = np.where(np.isfinite(mixed), mixed, result)
    history.insert(0, (result, residual))
    del history[REMEMBERED:]
    return finish_round(path, old, first)  # [plain]
    return finish_round(path, old, first, PRODUCTS)  # [derivative]
