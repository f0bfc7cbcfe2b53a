"""The office's word rules, made ready for matching, and tried on what was approved before one is saved."""

from typing import NamedTuple

from django.db.models import Count, Max

from comments.models import Comment, State, WordRule
from comments.models.words import WordRuleKind
from comments.permissions import visible_to

from .word_matching import Matcher, Rule

REHEARSED = 2000  # the last approved comments
EXAMPLES = 5

_ready = {"stamp": None, "matcher": None, "rules": {}}


def matcher():
    """The Matcher of all rules in use, and the rules by text: made again only when one has changed (one query)."""
    stamp = WordRule.objects.aggregate(count=Count("id"), latest=Max("changed_at"))
    if _ready["stamp"] != stamp:
        rules = {rule.text: rule for rule in WordRule.objects.filter(is_active=True)}
        _ready["matcher"] = Matcher(
            Rule(rule.text, rule.also_unaccented, passes=rule.kind == WordRuleKind.PASS)
            for rule in rules.values()
        )
        _ready["rules"], _ready["stamp"] = rules, stamp
    return _ready["matcher"], _ready["rules"]


def met(text):
    """The rules (WordRule) that a text meets."""
    ready, rules = matcher()
    return list({hit.rule.text: rules[hit.rule.text] for hit in ready.hits(text)}.values())


def holding(rules):
    return [rule for rule in rules if rule.kind == WordRuleKind.HOLD]


class Rehearsal(NamedTuple):
    """What a rule would have held among the last approved comments."""

    looked_at: int
    held: int
    examples: list  # pairs of a comment and the places in its text


def rehearse(text, *, also_unaccented, user):
    """Try a rule, saved or not, on the last approved comments. Examples are only such as `user` may see."""
    harmless = WordRule.objects.filter(is_active=True, kind=WordRuleKind.PASS).exclude(text=text)
    passing = [Rule(rule.text, rule.also_unaccented, passes=True) for rule in harmless]
    trial = Matcher([Rule(text, also_unaccented), *passing])
    approved = Comment.objects.filter(state=State.APPROVED, purged_at=None).order_by("-published_at", "-id")
    texts = list(approved.values_list("pk", "name", "body")[:REHEARSED])
    held = [pk for pk, name, body in texts if trial.hits(f"{name}\n{body}")]
    seen = visible_to(user).filter(pk__in=held).order_by("-published_at", "-id")[:EXAMPLES]
    examples = [(comment, trial.hits(comment.body)) for comment in seen.select_related("article")]
    return Rehearsal(len(texts), len(held), examples)
