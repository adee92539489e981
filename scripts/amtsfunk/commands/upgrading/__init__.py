"""The parts of ``amtsfunk upgrade``."""
