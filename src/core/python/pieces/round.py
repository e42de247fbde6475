# A round: scores at all nodes of a range at once, then a scan that makes the new path from the left,
# y'[j+1] = f_j(y[j]) + J_j (y'[j] - y[j]). After k rounds the first k nodes are exact, whatever J is.
# With a surrogate B (g(y'[j]) - g(y[j])) comes to it: g predicts how the score changes.  # [surrogate]
def round_from(path, first, count):
    """Replaces the states of nodes first + 1 .. first + count; returns how much each of them has changed."""  # [not anderson]
    """Replaces the states of nodes first + 1 .. first + count; returns those before, from node first on."""  # [anderson]
    old = path[first : first + count + 1].copy()
    scores = [score(old[i], TIMES[first + i]) for i in range(count)]  # one network call: all rows at once  # [plain]
    rows = [score_and_derivative(old[i], first + i) for i in range(count)]  # one call: all rows at once  # [derivative]
    scores = [s for s, _ in rows]  # [derivative]
    parts = [linear_part(derivative, first + i) for i, (_, derivative) in enumerate(rows)]  # [derivative]
    predicted = [surrogate_score(old[i], TIMES[first + i]) for i in range(count)]  # [surrogate]
    parts = path_regression(path, scores, first, count)  # [regression, not surrogate]
    rest = [s - g for s, g in zip(scores, predicted)]  # what the surrogate does not know  # [regression, surrogate]
    parts = path_regression(path, rest, first, count)  # [regression, surrogate]
    for i in range(count):
        j = first + i
        new = path[j]  # [not wavefront]
        new = path[j] if i % NODES else old[i]  # a block begins where its score was evaluated  # [wavefront]
        carried = J[j] * (new - old[i])  # [known]
        carried = parts[i] * (new - old[i])  # [numbers]
        carried = np.einsum("pab,pb->pa", parts[i], new - old[i])  # [matrices]
        carried = carried + B[j] * (surrogate_score(new, TIMES[j]) - predicted[i])  # [surrogate]
        path[j + 1] = step(old[i], scores[i], j) + carried  # [not clip]
        y, s, carried = clip_prediction(j, new, old[i], scores[i], carried)  # [clip]
        path[j + 1] = step(y, s, j) + carried  # [clip]
        path[j + 1] = half(path[j + 1])  # [half]
    return finish_round(path, old, first)  # [not anderson, plain]
    return finish_round(path, old, first, PRODUCTS)  # [not anderson, derivative]
    return old  # [anderson]
