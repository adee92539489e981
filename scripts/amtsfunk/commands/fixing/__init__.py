"""The parts of ``amtsfunk fix``."""
