"""The rows of all rules, one topic a file; ``amtsfunk.rules.registry`` puts them together."""
