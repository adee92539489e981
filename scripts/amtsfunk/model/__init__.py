"""Frozen types of everything that lives in the repository, and what is legal in them."""
