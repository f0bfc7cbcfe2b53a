"""Refusals: what the house will not do, each with one sentence that a clerk can act on."""

from django.utils.translation import gettext_lazy as _


class Refusal(Exception):  # noqa: N818 -- a refusal is an answer, not an error
    """Base of every refusal. Nothing has changed when one is raised.

    A subclass names the case and says why in `sentence`; one that must name figures or things hands its own
    (lazy) sentence over. Views, forms and the admin show `str(refusal)`, in the reader's language.
    """

    sentence = _("This cannot be done.")

    def __init__(self, sentence=None):
        super().__init__()
        if sentence is not None:
            self.sentence = sentence

    def __str__(self):
        return str(self.sentence)
