"""Pick lights: a wanted state per light, an answer from the light, presses from people."""
