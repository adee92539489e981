"""The parts of ``amtsfunk module``."""
