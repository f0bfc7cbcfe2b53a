"""Official replies of the office to comments ("Trả lời của cơ quan")."""

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Office
from comments.limits import REPLY_LENGTH
from newsroom.core.fields import OFFICE_NAME_LENGTH, PERSON_NAME_LENGTH, Line, Prose

from .comment import Comment


class OfficialReply(models.Model):
    """The official reply to a comment. `printed_office` keeps the office's name as of the publication day."""

    comment = models.OneToOneField(Comment, on_delete=models.PROTECT, related_name="official_reply")
    body = Prose(_("answer"), validators=[MaxLengthValidator(REPLY_LENGTH)])
    office = models.ForeignKey(Office, verbose_name=_("office"), on_delete=models.PROTECT, related_name="+")
    signer = Line(_("signed by"), max_length=PERSON_NAME_LENGTH)
    signer_title = Line(_("title of the signer"), max_length=120)
    printed_office = models.CharField(max_length=OFFICE_NAME_LENGTH, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )
    drafted_at = models.DateTimeField(_("drafted at"), default=timezone.now, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    published_at = models.DateTimeField(_("published at"), null=True, editable=False)

    class Meta:
        verbose_name = _("official reply")
        verbose_name_plural = _("official replies")
        default_permissions = ()
        permissions = [
            ("draft_officialreply", "Can draft official replies"),
            ("approve_officialreply", "Can publish official replies"),
        ]
        constraints = [
            models.CheckConstraint(
                name="official_reply_fits", condition=LessThanOrEqual(Length("body"), REPLY_LENGTH)
            ),
            models.CheckConstraint(
                name="official_reply_published_has_approver",
                condition=Q(published_at=None) | Q(approved_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.office}: {self.body[:60]}"
