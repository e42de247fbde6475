# The score of a trained network that predicts the noise in x: s = -network(x, r) / sqrt(n).
def read_safetensors(file_name):
    """The card and the tensors of a safetensors file: the length of a JSON header, the header, the numbers."""
    with open(file_name, "rb") as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
        numbers = file.read()
    card = header.pop("__metadata__")
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        values = np.frombuffer(numbers[begin:end], dtype="<f4").astype(np.float64)
        tensors[name] = values.reshape(entry["shape"])
    return card, tensors


CARD, TENSORS = read_safetensors(sys.argv[1] if len(sys.argv) > 1 else MODEL)
DEPTH = int(CARD["depth"])  # hidden layers


def first_bias(r):
    """Bias of the first layer: the noise time enters by cosines and sines of l = log(sqrt(n) / a)."""
    angles = TENSORS["time.frequencies"] * (r + np.log(noise_variance(r))) / 2
    return TENSORS["layers.0.bias"] + np.concatenate([np.cos(angles), np.sin(angles)]) @ TENSORS["time.weights"]


def score(x, r):
    h = x @ TENSORS["layers.0.weights"] + first_bias(r)
    for i in range(1, DEPTH + 1):
        h = h / (1 + np.exp(-h))  # SiLU
        h = h @ TENSORS[f"layers.{i}.weights"] + TENSORS[f"layers.{i}.bias"]
    return -h / np.sqrt(noise_variance(r))
