# Variance of the narrowest structure of the data.
NARROWEST = float(CARD["narrowestVariance"])
