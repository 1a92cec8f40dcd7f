"""Which units serve which order: allocation, rules, reservations, shortages."""
