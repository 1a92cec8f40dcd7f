"""What channels and carriers are told: the outbox, and what they show."""
