# Linear part: the score at a new state is predicted by that of the surrogate, g: s(y_j) + g(y'_j) - g(y_j).
J = A
