"""The sandbox behind ``demo`` and what is told in it."""
