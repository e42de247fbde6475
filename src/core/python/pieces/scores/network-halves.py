# Weights in half precision: those of all layers are rounded to the nearest half, and to zero below 2^-14, where devices
# may take halves for zero. The first bias and the time branch, which are added up before the run, stay.
def halved(values):
    halves = values.astype(np.float16).astype(np.float64)
    return np.where(np.abs(halves) < 2.0**-14, 0.0, halves)


TENSORS = {
    name: halved(values) if name.startswith("layers.") and name != "layers.0.bias" else values
    for name, values in TENSORS.items()
}
