"""`python -m bench verdict|posting|reading|desk|all [--rounds N] [--json]`."""

import argparse
import json
import sys

from bench import desk, posting, reading, verdict
from bench.report import Table, facts_of_this_run, progress

BENCHMARKS = {"verdict": verdict.run, "posting": posting.run, "reading": reading.run, "desk": desk.run}


def main() -> int:
    """Run what was asked for, print its tables."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("which", choices=[*BENCHMARKS, "all"])
    parser.add_argument("--rounds", type=int, default=3, help="rounds in which the sides take turns (default 3)")
    parser.add_argument("--json", action="store_true", help="print one JSON document instead of tables")
    asked = parser.parse_args()
    facts = facts_of_this_run()
    tables: list[Table] = []
    # The verdicts come first: their first pass wants a process that has judged nothing yet.
    for name, run in BENCHMARKS.items():
        if asked.which in {name, "all"}:
            progress(f"{name} …")
            tables += run(max(1, asked.rounds))
    facts["load_at_the_end"] = facts_of_this_run()["load"]
    if asked.json:
        document = {"run": facts, "tables": [table.as_json() for table in tables]}
        sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=1) + "\n")
        return 0
    sys.stdout.write("\n".join(f"{name}: {value}" for name, value in facts.items()) + "\n\n")
    sys.stdout.write("\n".join(table.as_text() for table in tables))
    return 0


if __name__ == "__main__":
    sys.exit(main())
