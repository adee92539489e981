"""Amtsfunk: a public authority's social media, run from a git repository."""

__version__ = "0.1.0"
