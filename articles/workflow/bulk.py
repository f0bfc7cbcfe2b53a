"""One act on many articles. Articles that refuse it are skipped, each with the reason."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext, ngettext

from articles.models import Article
from newsroom.core.accounts import User
from newsroom.core.errors import Refusal


@dataclass
class Outcome:
    """The articles that were changed and those that were skipped."""

    done: list = field(default_factory=list)
    skipped: list = field(default_factory=list)  # pairs of an article and a sentence

    def sentence(self, act: str) -> str:
        """ "Returned: 5 articles; 2 left alone." """
        parts = [
            ngettext("%(act)s: %(number)s article.", "%(act)s: %(number)s articles.", len(self.done))
            % {"act": act, "number": len(self.done)}
        ]
        if self.skipped:
            parts.append(gettext("Left alone: %(number)s.") % {"number": len(self.skipped)})
        return " ".join(parts)


def each(
    articles: Iterable[Article],
    act: Callable,
    *,
    by: User,
    versions: dict[int, int | None],
    **details,
) -> Outcome:
    """Do `act` to each article, at the version that was on the screen (`versions` maps ids to versions)."""
    outcome = Outcome()
    for article in articles:
        try:
            act(article, by=by, version=versions.get(article.pk), **details)
        except Refusal as refusal:
            outcome.skipped.append((article, str(refusal)))
        else:
            outcome.done.append(article)
    return outcome
