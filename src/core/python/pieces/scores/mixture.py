# The score s(x, r) = grad log p_r(x).
def score(x, r):
    return mixture_score(x, r, DATA)
