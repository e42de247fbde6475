# Variance of the narrowest structure of the data.
NARROWEST = DATA[2].min()
