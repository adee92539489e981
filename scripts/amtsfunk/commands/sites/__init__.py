"""What ``site`` gathers before it builds."""
