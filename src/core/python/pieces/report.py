# The run.
path = np.zeros((L + 1, PARTICLES, DIMENSION))
path[0] = reference[0]
solve(path)


def listed(x):
    """For JSON, which has no infinities: None stands for what is not finite."""
    return np.where(np.isfinite(x), x, None).tolist()


result = {**counts, "sequentialSteps": L, "samples": listed(path[L, :4]), "reference": listed(reference[L, :4])}
result.update({name: listed(np.float64(result[name])) for name in ("hump", "finalError")})
print(json.dumps(result))
print(f"rounds           {counts['rounds']}  (sequential sampler: {L} steps)")
print(f"evaluations      {counts['evaluations']} a particle, {counts['derivatives']} of them derivatives")
print(f"nodes in flight  {counts['nodesInFlight']}")
print(f"hump             {counts['hump']:.3e}  (largest error after any round)")
print(f"final error      {counts['finalError']:.3e}  (worst particle)")
print("first coordinates of samples and reference:")
for particle, (y, exact) in enumerate(zip(path[L, :4], reference[L, :4])):
    print(f"{particle:3}  {np.array2string(y[:4], precision=6)}  {np.array2string(exact[:4], precision=6)}")
