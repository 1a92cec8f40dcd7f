"""Units in, out and from place to place: movements, deliveries, counts."""
