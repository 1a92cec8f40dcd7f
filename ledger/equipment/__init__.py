"""Devices as the ledger knows them: who holds which, what their labels mean, and scans that wait for a person."""
