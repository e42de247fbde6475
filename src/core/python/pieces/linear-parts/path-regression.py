# Linear part: J = A + B S, S read off each particle's own path. In u = y / a and e = n s / a, increments between
# neighbouring nodes obey delta e = n S delta u: least squares for a symmetric S, with forgetting and a ridge. There are
# no derivatives.
MEMORY = 8  # nodes after which an increment weighs 1/e, about
LEAD = 8  # nodes ahead whose increments are used
RIDGE = 0.01  # as a part of the mean square of the increments


def increment_sums(path, scores, first, i):
    """What the increment from row i to the next adds to C = sum w du du^T and B = sum w de du^T: [sum, particle]."""
    r = TIMES[first + i : first + i + 2]
    a, n = signal(r), noise_variance(r)
    du = path[first + i + 1] / a[1] - path[first + i] / a[0]
    de = n[1] / a[1] * scores[i + 1] - n[0] / a[0] * scores[i]
    du, de = [np.pad(d, ((0, 0), (0, 1))) for d in (du, de)]  # as if there were a second coordinate  # [line]
    (ux, uy), (ex, ey) = du.T, de.T
    return a[0] ** 2 / n[0] * np.stack([ux * ux, ux * uy, uy * uy, ex * ux, ex * uy + ey * ux, ey * uy])


def symmetric_slope(sums, prior):
    """The Q = [[x, q], [q, y]] that makes sum w |de - Q du|^2 + ridge |Q - prior I|^2 least: [particle, 2, 2]."""
    c00, c01, c11, b00, b01, b11 = sums
    ridge = RIDGE * (c00 + c11) / 2 + 1e-12
    d0, d1 = c00 + ridge, c11 + ridge
    r0, r1 = c01 / d0, c01 / d1
    f0, f1 = b00 + ridge * prior, b11 + ridge * prior
    q = (b01 - r0 * f0 - r1 * f1) / (d0 + d1 - c01 * (r0 + r1))
    slope = np.stack([(f0 - c01 * q) / d0, q, q, (f1 - c01 * q) / d1], axis=1).reshape(-1, 2, 2)
    finite = np.isfinite(slope).all(axis=(1, 2), keepdims=True)
    return np.where(finite, slope, prior * np.eye(2))


def path_regression(path, scores, first, count):
    """J of every row, from the path and the scores before the round. The prior is that of Gaussian data, -I / V."""
    parts = []
    for i in range(count):
        begin, last = 0, count - 1
        begin, last = i - i % NODES, min(i - i % NODES + NODES, count) - 1  # a block of its own  # [wavefront]
        if i == begin:
            sums, ahead = np.zeros((6, PARTICLES)), begin
        while ahead < min(last, i + LEAD):
            sums = (1 - 1 / MEMORY) * sums + increment_sums(path, scores, first, ahead)
            ahead += 1
        n = noise_variance(TIMES[first + i])
        prior = -n / (np.exp(-TIMES[first + i]) * DATA_VARIANCE + n)  # [not surrogate]
        prior = 0.0  # the surrogate leaves nothing in the mean  # [surrogate]
        slope = symmetric_slope(sums, prior)[:, :DIMENSION, :DIMENSION] / n
        parts.append(linear_part(slope, first + i))  # [not surrogate]
        parts.append(linear_part(slope, first + i, max(CAP, A[first + i])))  # [surrogate]
    return parts
