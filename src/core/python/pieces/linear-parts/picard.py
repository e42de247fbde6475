# Linear part: Picard (arXiv 2405.15986, Algorithms 1 and 2). Only the scores of a round are those of the round before.
J = A
