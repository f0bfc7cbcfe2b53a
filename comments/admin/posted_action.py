"""Parsing of the moderators' page: one form for the whole page, of which one button was pressed."""

from dataclasses import dataclass, field

from comments.moderation import DECISIONS
from newsroom.core.parsing import parse_int

CHOSEN = "chosen"  # in place of an id: all ticked comments


@dataclass
class PostedAction:
    """The act of the pressed button, the ids of its target comments, and the versions seen, by id.

    The name of the button is "do", its value "approve:12" or "approve:chosen". A ticked "with-12" takes the copies
    of comment 12 along; "group-12" says which they are, with their versions: "13:1 15:2".
    """

    act: str
    is_bulk: bool
    targets: list
    versions: dict
    fields: dict = field(default_factory=dict)  # the values of its fields: reason, note, trail

    @property
    def decision(self):
        return DECISIONS.get(self.act)

    @property
    def number(self):
        """The id of the comment on whose card the button was pressed; None for a bulk action."""
        return None if self.is_bulk else self.targets[0]


def parse_action(posted) -> PostedAction | None:
    """Parse the posted form; None if it makes no sense."""
    act, _colon, of = posted.get("do", "").partition(":")
    if of == CHOSEN:
        first, fields = (
            parse_ids(posted.getlist("chosen")),
            {name: posted.get(name, "") for name in ("reason", "note")},
        )
    elif (number := parse_int(of)) is not None:
        names = ("reason", "note", "trail")
        first, fields = [number], {name: posted.get(f"{name}-{of}", "") for name in names}
    else:
        return None
    targets, versions = [], {}
    for pk in first:
        seen = {pk: posted.get(f"version-{pk}", "")}
        if posted.get(f"with-{pk}"):
            seen |= parse_versions(posted.get(f"group-{pk}", ""))
        for each, version in seen.items():
            if each not in versions and (number := parse_int(version)) is not None:
                versions[each] = number
            if each not in targets:
                targets.append(each)
    return PostedAction(act, of == CHOSEN, targets, versions, fields)


def parse_ids(texts):
    return [number for text in texts if (number := parse_int(text)) is not None]


def parse_versions(text):
    """{13: "1", 15: "2"} of "13:1 15:2"."""
    pairs = (pair.partition(":") for pair in text.split())
    numbered = ((parse_int(pk), version) for pk, _colon, version in pairs)
    return {pk: version for pk, version in numbered if pk is not None}


def collect_unsent(posted, but):
    """Collect what was typed or ticked on other cards, to show it again: {"note-13": "…", "chosen": ["13"]}."""
    kept = {
        name: text
        for name, text in posted.items()
        if name.startswith(("note-", "reason-")) and text and name.partition("-")[2] not in but
    }
    chosen = [pk for pk in posted.getlist("chosen") if pk not in but]
    return kept | ({"chosen": chosen} if chosen else {})
