"""Tests of the pmpd package."""
