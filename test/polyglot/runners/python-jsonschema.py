"""Validates cases with jsonschema: ../program-validators.ts describes input and output."""

import json
import platform
import sys
from importlib.metadata import version

import jsonschema

validators = {}


def validator(file):
    if file not in validators:
        draft = jsonschema.Draft202012Validator if file.startswith("2020-12/") else jsonschema.Draft7Validator
        with open(f"schemas/v1/{file}", encoding="utf-8") as schema:
            validators[file] = draft(json.load(schema))
    return validators[file]


print(f"{version('jsonschema')}, Python {platform.python_version()}")
for line in sys.stdin.buffer:
    file, text = json.loads(line)
    print("true" if validator(file).is_valid(json.loads(text)) else "false")
