"""Cost of matching one comment against the default rules.

    .venv/bin/python -m bench words

Prints milliseconds per comment of the table's clean lines joined to comments of 300 letters, the ratio to the bare
splitting of the same text into words, and what the longest and oddest comments cost beside plain ones of that length.
"""

import json
import random
import statistics
import time
from pathlib import Path

from comments.intake.word_matching import Matcher, Rule

ROOT = Path(__file__).parents[1]
ROUNDS = 7
LENGTH = 300
LONGEST = 3000  # that the settings allow
LETTERS = random.Random(4).choices("abcdeghiklmnopqrstuvxyăâđêôơư", k=LONGEST)  # noqa: S311 -- letters to measure with, no secret
ODD = {
    "letters spaced": " ".join(LETTERS),
    "letters dotted": ".".join(LETTERS),
    "nearly a rule, spaced": "t h ằ n g n " * LONGEST,
    "one letter": "n " * LONGEST,
    "figures": "đ0 1 0 " * LONGEST,
    "signs": "|!" * LONGEST,
    "look-alikes": "тһằпɡ " * LONGEST,
    "nothing but rules": "đồ ngu " * LONGEST,
}


def texts(length=LENGTH):
    table = json.loads((ROOT / "tests/comments/intake/lines.json").read_text(encoding="utf-8"))
    joined = " ".join(line["text"] for line in table if not line["held"])
    return [joined[start : start + length] for start in range(0, len(joined) - length, length // 4)]


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
    matcher = Matcher(Rule(row["text"], row["also_unaccented"]) for row in rules)
    comments = texts()
    cost, split = median_per_text(matcher.find_hits, comments), median_per_text(str.split, comments)
    print(f"{len(rules)} rules, {len(comments)} comments of {LENGTH} letters, median of {ROUNDS}")
    print(f"{cost:.3f} ms a comment, {cost / split:.0f} times the splitting into words")
    plain = median_per_text(matcher.find_hits, texts(LONGEST))
    print(f"{LONGEST} letters: {plain:.2f} ms")
    for kind, odd in ODD.items():
        cost = median_per_text(matcher.find_hits, [odd[:LONGEST]])
        print(f"  {kind}: {cost:.2f} ms, {cost / plain:.1f} times that")
