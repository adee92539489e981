"""The parts of ``amtsfunk plan``."""
