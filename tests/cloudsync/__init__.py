"""Tests of the cloudsync package."""
