# The regression is of what the surrogate does not know: s - g takes the place of s, and what is left of J is A + B S.
