"""Nothing typed is lost: unsaved text is kept aside every few seconds and offered on return."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from newsroom.ground import richtext
from newsroom.ground.errors import Refusal
from newsroom.ground.text import normalize, normalize_prose

from .models import Buffer

# The fields that hold text, and the form in which each is stored when it is saved.
RULES = {
    "title": normalize,
    "kicker": normalize,
    "lead": normalize_prose,
    "body": richtext.clean,
    "correction_text": normalize_prose,
    "source_name": normalize,
    "source_author": normalize,
    "source_url": normalize,
}
# A hundred times the sample article. A buffer is no place to store things.
MOST = 1_000_000


class TooLong(Refusal):
    sentence = _("This text is too long to be kept while you write. Save it.")


@transaction.atomic
def keep(texts, *, by, article=None, version=1):
    """Keep what `by` has typed into `article` (None: a new one), opened at `version`. Raises TooLong."""
    fields = typed(texts)
    if sum(map(len, fields.values())) > MOST:
        raise TooLong
    buffer, _is_new = Buffer.objects.update_or_create(
        person=by, article=article, defaults={"fields": fields, "version": version}
    )
    return buffer


def typed(texts):
    """What a form holds of these: one without the source of a repost leaves that alone."""
    return {name: str(texts[name] or "").replace("\0", "") for name in RULES if name in texts}


def texts_of(texts):
    """What was typed into a form, in the form in which it is stored."""
    return {name: RULES[name](text) for name, text in typed(texts).items()}


def unsaved(*, by, article=None):
    """What `by` typed and did not save, or None where that is what the article says anyway."""
    buffer = Buffer.objects.filter(person=by, article=article).first()
    if buffer is None:
        return None
    shown = to_show(buffer)
    stored = {name: getattr(article, name) if article else "" for name in shown}
    return None if shown == stored else buffer


def to_show(buffer):
    """The kept texts, fit to be put into the form again: the body is clean before the editor sees it."""
    return texts_of(buffer.fields)


def forget(*, by, article=None):
    """The text was saved, or is not wanted."""
    Buffer.objects.filter(person=by, article=article).delete()
