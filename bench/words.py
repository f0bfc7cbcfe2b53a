"""What matching one comment against the default rules costs.

    .venv/bin/python bench/words.py

Prints milliseconds per comment of the demo's sentences joined to comments of 300 letters, and the ratio to the
bare splitting of the same text into words.
"""

import json
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from comments.words import Matcher, Rule  # noqa: E402 -- the path comes first

ROUNDS = 7
LENGTH = 300


def texts():
    table = json.loads((ROOT / "tests/comments/lines.json").read_text(encoding="utf-8"))
    joined = " ".join(line["text"] for line in table if not line["held"])
    return [joined[start : start + LENGTH] for start in range(0, len(joined) - LENGTH, LENGTH // 4)]


def median_per_text(function, comments):
    times = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        for comment in comments:
            function(comment)
        times.append((time.perf_counter() - start) / len(comments) * 1000)
    return statistics.median(times)


def main():
    rules = json.loads((ROOT / "comments/default_rules.json").read_text(encoding="utf-8"))
    matcher = Matcher(Rule(**row) for row in rules)
    comments = texts()
    cost, split = median_per_text(matcher.hits, comments), median_per_text(str.split, comments)
    print(f"{len(rules)} rules, {len(comments)} comments of {LENGTH} letters, median of {ROUNDS}")
    print(f"{cost:.3f} ms a comment, {cost / split:.0f} times the splitting into words")


if __name__ == "__main__":
    main()
