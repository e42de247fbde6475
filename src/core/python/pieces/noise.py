# Noise. Every number belongs to (seed, stream, particle, node, coordinate) and not to an order of drawing: it is the
# same in every round and for every method, so that all of them converge to the path of the sequential sampler.
ROTATIONS = (13, 15, 26, 6, 17, 29, 16, 24)
CENTRE = (  # numerator and denominator, highest power first
    (2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987,
     13731.69376550946, 1971.5909503065513, 133.14166789178438, 3.3871328727963665),
    (5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597,
     5394.196021424751, 687.1870074920579, 42.31333070160091, 1.0),
)
SHOULDER = (
    (0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684,
     3.6478483247632045, 5.769497221460691, 4.630337846156546, 1.4234371107496835),
    (1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008,
     0.6897673349851, 1.6763848301838038, 2.053191626637759, 1.0),
)


def threefry2x32(seed, stream, first, second):
    """First word of Threefry2x32, 20 rounds (Salmon et al., SC 2011): key (seed, stream), counter (first, second)."""
    key = [np.uint32(seed), np.uint32(stream), np.uint32(0x1BD11BDA ^ seed ^ stream)]
    x = first + key[0]
    y = second + key[1]
    for i in range(20):
        x = x + y
        turn = ROTATIONS[i % 8]
        y = ((y << turn) | (y >> (32 - turn))) ^ x
        if i % 4 == 3:
            n = i // 4 + 1
            x = x + key[n % 3]
            y = y + key[(n + 1) % 3] + np.uint32(n)
    return x


def normal_quantile(p):
    """Inverse of the normal distribution function: Wichura's PPND16 (algorithm AS 241, Applied Statistics 37, 1988).
    Its third piece, for p below 1e-11, is left out: p comes from 24 bits."""
    q = p - 0.5
    t = 0.180625 - q * q
    centre = q * np.polyval(CENTRE[0], t) / np.polyval(CENTRE[1], t)
    t = np.sqrt(-np.log(np.minimum(p, 1 - p))) - 1.6
    shoulder = np.polyval(SHOULDER[0], t) / np.polyval(SHOULDER[1], t)
    return np.where(np.abs(q) <= 0.425, centre, np.copysign(shoulder, q))


def words(stream, node, seed=SEED, rows=PARTICLES):
    """A word for every particle and coordinate of a node: [particle, coordinate]."""
    row = np.arange(rows, dtype=np.uint32)[:, None]
    index = np.arange(node * DIMENSION, (node + 1) * DIMENSION, dtype=np.uint32)[None, :]
    return threefry2x32(seed, stream, row, index)


def normals(stream, node, seed=SEED, rows=PARTICLES):
    """Standard normal numbers [particle, coordinate]; uniform ones are the middles of 2^24 equal cells of (0, 1)."""
    return normal_quantile(((words(stream, node, seed, rows) >> 8) + 0.5) / 2**24)
