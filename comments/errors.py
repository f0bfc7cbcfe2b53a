"""Refusals, each with the sentence shown to the reader or the moderator."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from newsroom.core.dateformat import format_datetime
from newsroom.core.errors import Refusal

# --- To readers ---------------------------------------------------------------------------------


class CommentsClosed(Refusal):
    sentence = _("This article no longer takes comments. Your text is kept below, so that you can copy it.")


class NotReadable(Refusal):
    sentence = _(
        "This article cannot be read at the moment. Your text is kept below, so that you can copy it."
    )


class TooManyComments(Refusal):
    sentence = _(
        "Many comments have come from your network today. Please send yours again tomorrow; it is kept below."
    )


class TooManyLikes(Refusal):
    sentence = _("Many likes have come from your network. Please try again in an hour.")


class Banned(Refusal):
    def __init__(self, until):
        sentence = _("You cannot comment before {until}. Your text is kept below, so that you can copy it.")
        super().__init__(format_lazy(sentence, until=format_datetime(until)))


class TooLarge(Refusal):
    sentence = _("This is too much text to be sent. It is kept here: shorten it and send it again.")


class TooLate(Refusal):
    sentence = _("This can no longer be done with your comment.")


class CrossOriginPost(Refusal):
    sentence = _("Your text did not come from this page. It is kept below: look at it, and press the button.")


class AlreadyReceived(Refusal):
    """The same browser sent the same text before: `comment` is the earlier one."""

    def __init__(self, comment):
        super().__init__()
        self.comment = comment


# --- To moderators ------------------------------------------------------------------------------


class NotAllowed(Refusal):
    sentence = _("You have no right to do this with this comment.")


class DecidedMeanwhile(Refusal):
    """Another moderator decided first; the sentence names the person and the time, if a comment is given."""

    def __init__(self, comment=None):
        if comment and comment.decided_by:
            sentence = _("Already handled by {person} at {time}: {state}.")
            words = {
                "person": comment.decided_by,
                "time": format_datetime(comment.decided_at),
                "state": comment.get_state_display(),
            }
            super().__init__(format_lazy(sentence, **words))
        else:
            super().__init__(_("The comment has changed since you opened it. Read it again."))


class WrongState(Refusal):
    sentence = _("The comment is not in a state in which this can be done.")


class ArticleNotPublic(Refusal):
    sentence = _("Readers cannot see the article at the moment: nothing can be shown under it.")


class ReasonMissing(Refusal):
    sentence = _("Choose a reason.")


class NoteMissing(Refusal):
    sentence = _("Say why, in the note.")


class SamePerson(Refusal):
    sentence = _("Who drafted the reply does not publish it: ask a second person.")


class NothingToUndo(Refusal):
    sentence = _("There is no decision of yours to undo.")
