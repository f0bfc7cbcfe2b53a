"""What the press of one button on the moderators' page asks for, read from the form of the whole page."""

from dataclasses import dataclass, field

from comments.moderation import DECISIONS
from newsroom.core.parsing import parse_int

CHOSEN = "chosen"  # in place of a comment: all that were ticked


@dataclass
class Press:
    """`act` on the comments `targets` (ids), each as it was seen: `versions` by id.

    The name of the button is "do", its value "approve:12" or "approve:chosen". A ticked "with-12" takes the copies
    of comment 12 along; "group-12" says which they are, with their versions: "13:1 15:2".
    """

    act: str
    is_bulk: bool
    targets: list
    versions: dict
    own: dict = field(default_factory=dict)  # the fields of this press: reason, note, trail

    @property
    def decision(self):
        return DECISIONS.get(self.act)

    @property
    def number(self):
        """The one comment of a press on a card."""
        return None if self.is_bulk else self.targets[0]


def read(posted) -> Press | None:
    """The press that was sent, or None for nonsense."""
    act, _colon, of = posted.get("do", "").partition(":")
    if of == CHOSEN:
        first, own = (
            numbers(posted.getlist("chosen")),
            {name: posted.get(name, "") for name in ("reason", "note")},
        )
    elif (number := parse_int(of)) is not None:
        names = ("reason", "note", "trail")
        first, own = [number], {name: posted.get(f"{name}-{of}", "") for name in names}
    else:
        return None
    targets, versions = [], {}
    for pk in first:
        seen = {pk: posted.get(f"version-{pk}", "")}
        if posted.get(f"with-{pk}"):
            seen |= copies_in(posted.get(f"group-{pk}", ""))
        for each, version in seen.items():
            if each not in versions and (number := parse_int(version)) is not None:
                versions[each] = number
            if each not in targets:
                targets.append(each)
    return Press(act, of == CHOSEN, targets, versions, own)


def numbers(texts):
    return [number for text in texts if (number := parse_int(text)) is not None]


def copies_in(text):
    """{13: "1", 15: "2"} of "13:1 15:2"."""
    pairs = (pair.partition(":") for pair in text.split())
    numbered = ((parse_int(pk), version) for pk, _colon, version in pairs)
    return {pk: version for pk, version in numbered if pk is not None}


def typed(posted, but):
    """What was typed or ticked at other cards, to be shown again: {"note-13": "…", "chosen": ["13"]}."""
    kept = {
        name: text
        for name, text in posted.items()
        if name.startswith(("note-", "reason-")) and text and name.partition("-")[2] not in but
    }
    chosen = [pk for pk in posted.getlist("chosen") if pk not in but]
    return kept | ({"chosen": chosen} if chosen else {})
