# Variance of the narrowest structure of the data.
NARROWEST = DATA_VARIANCE
