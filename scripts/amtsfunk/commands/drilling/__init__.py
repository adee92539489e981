"""The parts of ``amtsfunk drill``."""
