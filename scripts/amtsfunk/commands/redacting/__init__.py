"""What ``amtsfunk redact`` looks up and tells."""
