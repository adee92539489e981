"""What was approved, by whom, and is that enough? Pure: facts in, verdict out (DELIVERY.md § 1 and § 2)."""
