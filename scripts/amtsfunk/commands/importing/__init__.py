"""What ``import`` brings beside the texts."""
