"""The parts of ``amtsfunk check``."""
