"""``python -m amtsfunk`` is the same program as ``amtsfunk``."""

from amtsfunk.cli import main

raise SystemExit(main())
