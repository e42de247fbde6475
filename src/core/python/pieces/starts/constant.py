# Start: every node of a segment equals its first state (arXiv 2405.15986, Algorithm 1).
def start(path, first, count):
    path[first + 1 : first + count + 1] = path[first]
