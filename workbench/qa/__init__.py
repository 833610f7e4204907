"""Checks: pure functions from a segment and its context to issues."""
