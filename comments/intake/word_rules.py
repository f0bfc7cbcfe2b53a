"""The office's word rules: match texts against them, and try a rule on approved comments before it is saved."""

from typing import Any, NamedTuple

from django.db.models import Count, Max

from comments.models import Comment, State, WordRule
from comments.models.words import WordRuleKind
from comments.permissions import visible_to
from newsroom.core.accounts import User

from .word_matching import Hit, Matcher, Rule

REHEARSAL_COMMENTS = 2000  # the comments approved last
REHEARSAL_EXAMPLES = 5

_cache: dict[str, Any] = {"stamp": None, "matcher": None, "rules": {}}


def get_matcher() -> tuple[Matcher, dict[str, WordRule]]:
    """The Matcher of all rules in use, and the rules by text. Rebuilt only after a rule has changed; one query."""
    stamp = WordRule.objects.aggregate(count=Count("id"), latest=Max("changed_at"))
    if _cache["stamp"] != stamp:
        rules = {rule.text: rule for rule in WordRule.objects.filter(is_active=True)}
        _cache["matcher"] = Matcher(
            Rule(rule.text, rule.also_unaccented, passes=rule.kind == WordRuleKind.PASS)
            for rule in rules.values()
        )
        _cache["rules"], _cache["stamp"] = rules, stamp
    return _cache["matcher"], _cache["rules"]


def match_rules(text: str) -> list[WordRule]:
    """The rules that match a text, each once."""
    matcher, rules = get_matcher()
    return list({hit.rule.text: rules[hit.rule.text] for hit in matcher.find_hits(text)}.values())


def select_holding(rules: list[WordRule]) -> list[WordRule]:
    """Those of `rules` that hold a comment back."""
    return [rule for rule in rules if rule.kind == WordRuleKind.HOLD]


class Rehearsal(NamedTuple):
    """The effect a rule would have had on the comments approved last."""

    comment_count: int
    held_count: int
    examples: list[tuple[Comment, list[Hit]]]


def rehearse(text: str, *, also_unaccented: bool, user: User) -> Rehearsal:
    """Try a rule, saved or not, on the last approved comments. Examples are only comments that `user` may see."""
    harmless = WordRule.objects.filter(is_active=True, kind=WordRuleKind.PASS).exclude(text=text)
    passing = [Rule(rule.text, rule.also_unaccented, passes=True) for rule in harmless]
    matcher = Matcher([Rule(text, also_unaccented), *passing])
    approved = Comment.objects.filter(state=State.APPROVED, purged_at=None).order_by("-published_at", "-id")
    texts = list(approved.values_list("pk", "name", "body")[:REHEARSAL_COMMENTS])
    held = [pk for pk, name, body in texts if matcher.find_hits(f"{name}\n{body}")]
    visible = visible_to(user).filter(pk__in=held).order_by("-published_at", "-id")[:REHEARSAL_EXAMPLES]
    examples = [(comment, matcher.find_hits(comment.body)) for comment in visible.select_related("article")]
    return Rehearsal(len(texts), len(held), examples)
