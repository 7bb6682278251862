"""Run as a program of its own: one JSON Schema and one document on standard input.

A schema comes from a stranger, and a small one can keep a validator busy for hours. This process
has seconds of CPU and a bound on memory, and its end takes nothing else with it. It imports nothing
of the project, refuses every reference to another document, and prints a JSON list of problems, or
an object with the reason why the schema is none.
"""

import json
import resource
import sys
from typing import Any

import jsonschema_rs

CPU_SECONDS = 2
MEMORY_BYTES = 2_000_000_000
MAX_PROBLEMS = 5


def refuse(address: str) -> Any:
    raise ValueError(f"a schema may not refer to {address[:200]}")


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    schema, document = json.load(sys.stdin)
    problems: list[str] = []
    try:
        validator = jsonschema_rs.validator_for(schema, retriever=refuse)
        for error in validator.iter_errors(document):
            problems.append(error.message[:200])
            if len(problems) == MAX_PROBLEMS:
                break
    except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError, ValueError) as error:
        json.dump({"bad_schema": str(error)[:300]}, sys.stdout)
        return
    json.dump(problems, sys.stdout)


if __name__ == "__main__":
    main()
