# Linear part: none. Every node takes one step from its predecessor's state of the round before (Jacobi iteration).
J = np.zeros(L)
