"""`python -m rules "متن"`: the verdict on one comment, and why. `--title` and `--body` give the article."""

import argparse
import sys

from rules import Article, Engine, Submission, explain_to_moderator, load_policy


def main() -> int:
    """Judge one comment and print what was seen."""
    parser = argparse.ArgumentParser(prog="python -m rules", description=__doc__)
    parser.add_argument("text")
    parser.add_argument("--title", default="")
    parser.add_argument("--body", default="")
    parser.add_argument("--name", default="", help="the author's name")
    parser.add_argument("--policy", default=None, help="a TOML file")
    given = parser.parse_args()
    article = Article("cli", title=given.title, body=given.body) if given.title or given.body else None
    verdict = Engine(load_policy(given.policy)).judge(Submission(given.text, given.name, article))
    lines = [f"{verdict.outcome}  (policy {verdict.policy_version})"]
    for finding in verdict.findings:
        field = given.text if finding.field.value == "text" else given.name
        marked = "، ".join(f"«{field[start:end]}»" for start, end in finding.spans)
        lines.append(
            f"  {finding.action:6} {finding.rule:10} {finding.score:.2f}  {explain_to_moderator(finding)}  {marked}"
        )
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
