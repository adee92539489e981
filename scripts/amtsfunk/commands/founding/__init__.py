"""The parts of ``amtsfunk init``."""
