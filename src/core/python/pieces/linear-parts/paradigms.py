# Linear part: ParaDiGMS (arXiv 2305.16317). The increments of the round before are summed up.
J = np.ones(L)
