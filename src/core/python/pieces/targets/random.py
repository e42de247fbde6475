# Target: a random mixture, whose component means are standard normal numbers.
MEANS = normals(TARGET_STREAM, 0, seed=TARGET_SEED, rows=COMPONENTS)
