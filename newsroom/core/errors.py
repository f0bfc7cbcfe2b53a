"""Refusals: acts that the site does not do, each with one sentence that a clerk can act on."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refusal(Exception):  # noqa: N818 -- a refusal is an answer, not an error
    """Base class of all refusals. Nothing has changed when one is raised.

    A subclass is named for the case and gives the reason in `sentence`. When the sentence must name figures or things,
    pass a lazy one. Views, forms and the admin show `str(refusal)`, in the language of the person.
    """

    sentence: str | Promise = _("This cannot be done.")

    def __init__(self, sentence: str | Promise | None = None):
        super().__init__()
        if sentence is not None:
            self.sentence = sentence

    def __str__(self):
        return str(self.sentence)
