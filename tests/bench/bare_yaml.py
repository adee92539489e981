"""The yardstick: PyYAML's own C loader over the same front matters, and nothing else.

Reads a JSON list of texts from the file named by its argument; prints the wall and processor seconds of the loop alone,
without starting Python and without reading files.
"""

import json
import sys
import time
from pathlib import Path

from yaml import CSafeLoader, load

texts = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
wall, cpu = time.perf_counter(), time.process_time()
for text in texts:
    load(text, Loader=CSafeLoader)
print(time.perf_counter() - wall, time.process_time() - cpu)
