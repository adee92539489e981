"""Python loads this module by its name when it starts: the guard of the tests, in every child process."""

import loopback_only

loopback_only.install()
