"""One act on many articles: what could be done is done, and each that was skipped says why."""

from dataclasses import dataclass, field

from django.utils.translation import gettext, ngettext

from newsroom.core.errors import Refusal


@dataclass
class Outcome:
    """What became of each article."""

    done: list = field(default_factory=list)
    skipped: list = field(default_factory=list)  # pairs of an article and a sentence

    def sentence(self, act):
        """ "Returned: 5 articles; 2 left alone." """
        parts = [
            ngettext("%(act)s: %(number)s article.", "%(act)s: %(number)s articles.", len(self.done))
            % {"act": act, "number": len(self.done)}
        ]
        if self.skipped:
            parts.append(gettext("Left alone: %(number)s.") % {"number": len(self.skipped)})
        return " ".join(parts)


def each(articles, act, *, by, versions, **details):
    """Do `act` to each article, at the version that was on the screen (`versions`: id -> version)."""
    outcome = Outcome()
    for article in articles:
        try:
            act(article, by=by, version=versions.get(article.pk), **details)
        except Refusal as refusal:
            outcome.skipped.append((article, str(refusal)))
        else:
            outcome.done.append(article)
    return outcome
