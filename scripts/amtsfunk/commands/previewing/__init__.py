"""What ``preview`` shows, and how."""
