"""Articles. A new field also needs its row in `articles.fields`, which names all that follows it."""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.limits import LEAD_WORDS, TITLE_LENGTH
from newsroom.core import richtext
from newsroom.core.fields import PERSON_NAME_LENGTH, HttpsURLField, Line, Prose, RichText
from newsroom.core.identity import site_url
from newsroom.core.text import SLUG_LENGTH, slugify

from . import derived
from .article_table import CONSTRAINTS, INDEXES
from .choices import ChangeKind, CommentPolicy, Kind, Phase, State
from .photo import Photo
from .querysets import ArticleQuerySet
from .section import Section
from .topic import Tag, Topic


def latest_moment(*moments: datetime | None) -> datetime:
    """The latest of these moments; None counts for nothing."""
    return max(filter(None, moments))


# The fields that a change of state writes (see articles.workflow.base).
STATE_FIELDS = (
    "state",
    "state_since",
    "version",
    "updated_by",
    "updated_at",
    "publish_at",
    "first_published_at",
    "gone_at",
    "number",
    "byline",
    "urgent_by",
    "replaces_version",
)


class Article(models.Model):
    """An article. `articles.workflow` alone changes its state.

    The text is stored in four places, each for one purpose: `body` is edited and clean; `rendered_body` is printed
    on pages; `SearchEntry` has the words that searches compare and the plain text that excerpts are cut from; each
    `Version` keeps what the article said once.

    Slug, rendered body, photo uses, byline and search entry are written on save, so that reading computes nothing.
    """

    kicker = Line(_("kicker"), max_length=120, blank=True)
    title = Line(_("title"), max_length=TITLE_LENGTH)
    slug = models.CharField(max_length=SLUG_LENGTH, editable=False)
    lead = Prose(
        _("lead"),
        blank=True,
        help_text=format_lazy(
            _("When, who, what, in one or two sentences: at most {limit} words."), limit=LEAD_WORDS
        ),
    )
    body = RichText(_("body"), blank=True)
    event_date = models.DateField(_("event date"), null=True, blank=True)

    section = models.ForeignKey(
        Section,
        verbose_name=_("section"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
    )
    secondary_sections = models.ManyToManyField(
        Section, verbose_name=_("also shown in"), blank=True, related_name="+"
    )
    topics = models.ManyToManyField(Topic, verbose_name=_("topics"), blank=True, related_name="articles")
    tags = models.ManyToManyField(Tag, verbose_name=_("tags"), blank=True, related_name="articles")
    related = models.ManyToManyField(
        "self",
        verbose_name=_("related articles"),
        symmetrical=False,
        blank=True,
        related_name="+",
        help_text=_(
            "Picked by hand, they come first; the page adds others of the same topic or on the same matter."
        ),
    )
    cover = models.ForeignKey(
        Photo,
        verbose_name=_("cover photo"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="covers",
        help_text=_("Left empty: the first photo of the body."),
    )

    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.OWN)
    source_name = Line(_("source"), max_length=200, blank=True)
    source_author = Line(_("author at the source"), max_length=PERSON_NAME_LENGTH, blank=True)
    source_url = HttpsURLField(
        _("address at the source"), max_length=500, blank=True, validators=[URLValidator(["http", "https"])]
    )
    source_published_at = models.DateTimeField(_("published at the source"), null=True, blank=True)

    comment_policy = models.CharField(
        _("reader comments"), max_length=8, choices=CommentPolicy, default=CommentPolicy.OPEN
    )

    publish_at = models.DateTimeField(
        _("publication time"),
        null=True,
        blank=True,
        help_text=_("Left empty: the moment of publication. A later time schedules the article."),
    )
    expires_at = models.DateTimeField(
        _("expires at"),
        null=True,
        blank=True,
        help_text=_("Hidden from readers from then on; nothing is deleted."),
    )

    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT, editable=False)
    state_since = models.DateTimeField(_("in this state since"), default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    first_published_at = models.DateTimeField(
        null=True, editable=False
    )  # in the future while the article is scheduled
    gone_at = models.DateTimeField(null=True, editable=False)
    number = models.CharField(_("publication number"), max_length=12, null=True, unique=True, editable=False)
    urgent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("published urgently by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )

    replaces = models.ForeignKey(
        "self",
        verbose_name=_("working copy of"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="working_copies",
    )
    replaces_version = models.PositiveIntegerField(null=True, editable=False)
    change_kind = models.CharField(
        _("kind of change"), max_length=10, choices=ChangeKind, default=ChangeKind.UPDATE
    )
    correction_text = Prose(
        _("correction"),
        blank=True,
        help_text=_("Printed with its date under the article: what was wrong, and what is right."),
    )
    revised_at = models.DateTimeField(_("readers were told of an update at"), null=True, editable=False)

    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("in charge"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="assigned_articles",
    )
    due_on = models.DateField(_("due on"), null=True, blank=True, editable=False)

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written by"),
        on_delete=models.PROTECT,
        editable=False,
        related_name="articles",
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    comment_count = models.PositiveIntegerField(default=0, editable=False)  # written by comments.moderation

    byline = models.CharField(_("byline"), max_length=1000, editable=False, default="")
    rendered_body = models.TextField(editable=False, default="")
    # The headings of a long text, for its table of contents: [{"id", "level", "words"}].
    contents = models.JSONField(editable=False, default=list)
    sanitizer_version = models.PositiveSmallIntegerField(editable=False, default=0)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        permissions = [
            ("view_any_article", "Can see the articles of others"),
            ("change_any_article", "Can edit the articles of others"),
            ("review_article", "Can pass on and return"),
            ("publish_article", "Can publish"),
            ("publish_urgently_article", "Can publish at once, to be countersigned"),
            ("backdate_article", "Can publish with a time in the past"),
            ("take_down_article", "Can take down"),
            ("correct_article", "Can replace a live article with an own working copy"),
            ("assign_article", "Can put somebody in charge"),
            ("empty_trash_article", "Can empty the trash"),
            ("place_article", "Can arrange the home page"),
        ]
        indexes = INDEXES
        constraints = CONSTRAINTS

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("articles:detail", args=[self.section.slug, (self.slug, self.pk)])

    @property
    def permalink(self) -> str:
        """The permanent URL, by which programs know the article: it survives changes of title and section."""
        return site_url(reverse("articles:permalink", args=[self.pk]))

    @property
    def last_change_at(self) -> datetime:
        """The moment of the last change for readers. Prefetch `corrections` for lists of articles."""
        corrections = (correction.at for correction in self.corrections.all())
        return latest_moment(self.publish_at, self.revised_at, *corrections)

    @property
    def is_working_copy(self) -> bool:
        return self.replaces_id is not None

    def phase(self, at: datetime | None = None) -> Phase:
        """The phase at `at` (aware; now if left out). `ArticleQuerySet.for_phase` is the same rule in SQL."""
        if self.state != State.PUBLISHED:
            return Phase(self.state)
        at = at or timezone.now()
        if self.publish_at > at:
            return Phase.SCHEDULED
        return Phase.EXPIRED if self.expires_at and self.expires_at <= at else Phase.LIVE

    @property
    def is_released(self) -> bool:
        """Is it scheduled, live or expired?"""
        return self.state == State.PUBLISHED

    def is_public(self, at: datetime | None = None) -> bool:
        return Article.objects.public(at).filter(pk=self.pk).exists()  # uses the rule instead of repeating it

    def clean(self):
        if self.expires_at and self.publish_at and self.expires_at <= self.publish_at:
            raise ValidationError({"expires_at": _("The article would expire before it is published.")})

    @transaction.atomic
    def save(self, **kwargs):
        """Store all fields as a new version, with the fields that are derived from them."""
        is_new = self._state.adding
        if self.pk:
            self.version += 1
        if not is_new:
            kwargs.setdefault("update_fields", self._saved_fields())
        if self.kind == Kind.REPOST:
            self.comment_policy = CommentPolicy.OFF  # Decree 147/2024: an aggregated item takes no comments
        self.slug = slugify(self.title) or "bai-viet"
        self.sanitizer_version = richtext.VERSION
        super().save(**kwargs)  # the body is clean after this
        derived.write_fields(self)

    def save_state(self) -> None:
        """Store STATE_FIELDS alone, as a new version. No text is cleaned, rendered or indexed."""
        self.version += 1
        super().save(update_fields=STATE_FIELDS)

    def rerender(self) -> None:
        """Clean and render the text again by today's rules. Nobody has changed it, so the version stays."""
        self.body, self.sanitizer_version = richtext.clean(self.body), richtext.VERSION
        Article.objects.filter(pk=self.pk).update(body=self.body, sanitizer_version=self.sanitizer_version)
        derived.write_fields(self)

    def was_read(self, at: datetime | None = None) -> bool:
        """Was it public before `at` (aware; now if left out)? Its byline and time are frozen from then on."""
        return self.first_published_at is not None and self.first_published_at <= (at or timezone.now())

    def _saved_fields(self):
        """All loaded fields except the count of comments, which may have changed since this instance was loaded."""
        fields = {field.attname for field in self._meta.concrete_fields if not field.primary_key}
        return fields - {"comment_count"} - self.get_deferred_fields()
