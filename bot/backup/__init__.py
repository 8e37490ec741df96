"""Copies of everything a bot knows, taken while it runs, and how they come back."""
