"""The parts of ``amtsfunk new``."""
