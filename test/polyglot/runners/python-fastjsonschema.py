"""Validates cases with fastjsonschema: ../program-validators.ts describes input and output."""

import json
import platform
import sys

import fastjsonschema

validators = {}


def is_valid(file, value):
    if file not in validators:
        with open(f"schemas/v1/{file}", encoding="utf-8") as schema:
            validators[file] = fastjsonschema.compile(json.load(schema))
    try:
        validators[file](value)
    except fastjsonschema.JsonSchemaValueException:
        return False
    return True


print(f"{fastjsonschema.VERSION}, Python {platform.python_version()}")
for line in sys.stdin.buffer:
    file, text = json.loads(line)
    print("true" if is_valid(file, json.loads(text)) else "false")
