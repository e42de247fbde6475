# Corrector: underdamped Langevin dynamics at the noise time of a block's end, du = v dt,
# dv = (-g v + s(u)) dt + sqrt(2 g) dw (arXiv 2405.15986, Algorithm 3), in units of L = 1 / V_min(r), where V_min is the
# narrowest variance of the noised data.
def series(y, first, coefficient):
    """sum over n >= first of coefficient(n) (-y)^n / n!"""
    power, total = 1.0, 0.0
    for n in range(1, first + 24):
        power *= -y / n
        total += coefficient(n) * power if n >= first else 0.0
    return total


def corrector_coefficients(r):
    """Weights and noise of one exact step of length e with the score frozen; x = e^(-g e)."""
    root = np.sqrt(np.exp(-r) * NARROWEST + noise_variance(r))
    g, e = FRICTION / root, TIME * root / (SUB_BLOCKS * STEPS)
    y = g * e
    x, lost, lost_twice = np.exp(-y), -np.expm1(-y), -np.expm1(-2 * y)
    small = y < 0.5  # there the closed forms cancel
    mean = series(y, 2, lambda n: 1.0) if small else y - lost
    spread = series(y, 3, lambda n: 2 - 2.0 ** (n - 1)) if small else y - 2 * lost + lost_twice / 2
    noise_v = np.sqrt(lost_twice)  # Var n_v = 1 - x^2
    shared = lost**2 / g / noise_v  # Cov(n_u, n_v) = (1 - x)^2 / g
    noise_u = np.sqrt(2 * spread / g**2 - shared**2)  # Var n_u = (2 / g) [e - 2 (1 - x) / g + (1 - x^2) / (2 g)]
    return x, lost / g, mean / g**2, noise_v, shared, noise_u


def corrector_step(u, v, s, j):
    """Position and velocity at node j + 1."""
    x, b1, b2, noise_v, shared, noise_u = corrector_coefficients(TIMES[j])
    z_v, z_u = normals(NOISE_V_STREAM, j), normals(NOISE_U_STREAM, j)
    return u + b1 * v + b2 * s + shared * z_v + noise_u * z_u, x * v + b1 * s + noise_v * z_v
