"""The demonstration: a box with the sample shop, and the whole job played by itself."""
