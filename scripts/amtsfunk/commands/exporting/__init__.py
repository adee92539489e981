"""What ``export`` gathers and how it is told."""
