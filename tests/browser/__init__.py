"""The screens in a real Chromium, in front of a real box with the sample shop."""
