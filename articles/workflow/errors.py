"""The refusals of the workflow. Nothing has changed when one of them is raised."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from newsroom.core.errors import Refusal


class NotAllowed(Refusal):
    sentence = _("You have no right to do this with this article.")


class StaleVersion(Refusal):
    sentence = _("Somebody has changed this article since you opened it. Look at the new text first.")


class WrongState(Refusal):
    sentence = _("The article is no longer in a state in which this can be done.")


class ReasonMissing(Refusal):
    sentence = _("Say why.")


class CorrectionMissing(Refusal):
    sentence = _("Say what is corrected: readers will see it.")


class HasWorkingCopy(Refusal):
    sentence = _("Somebody is working on a correction of this article already.")


class OldWorkingCopy(Refusal):
    sentence = _(
        "The live article has changed since this correction was begun. Bring its text back from its history: "
        "that begins a new one, and puts this one in the trash."
    )


class NotReady(Refusal):
    """The article has errors that keep it from its readers: `findings`."""

    def __init__(self, findings):
        self.findings = findings
        super().__init__(" ".join(str(finding.sentence) for finding in findings))


class Unconfirmed(NotReady):
    """The article has warnings that nobody has confirmed: `findings`."""

    def __init__(self, findings):
        super().__init__(findings)
        self.sentence = format_lazy(_("To be looked at first: {findings}"), findings=self.sentence)
