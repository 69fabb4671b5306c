"""Reads JSON strings, one a line, and writes for each the canonical text of the JSON text in it, or null."""

import json
import sys

for line in sys.stdin:
    try:
        print(json.dumps(json.dumps(json.loads(json.loads(line)), sort_keys=True)))
    except (ValueError, RecursionError):
        print("null")
