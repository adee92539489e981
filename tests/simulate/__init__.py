"""The proof by simulation: the production engine over a simulated clock, git and networks (DELIVERY.md § 6).

Everything follows from a seed, or from a schedule that was written down; ``python -m simulate --help``.
"""
