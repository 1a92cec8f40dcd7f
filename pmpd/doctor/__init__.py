"""What is wrong with a box, its machine and its devices, and what a person can do about it."""
