"""Photos, and their uses in articles."""

import secrets
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.files.storage import storages
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from newsroom.core import pixels, richtext
from newsroom.core.fields import Line, PlainCharField, PlainFileField, Prose
from newsroom.core.renditions import rendition_path, rendition_url
from newsroom.core.text import fold, normalize_prose

from . import derived


def private_storage():
    return storages["private"]


def make_key() -> str:
    """A random name of 16 hexadecimal digits, which nobody can guess."""
    return secrets.token_hex(8)


def original_path(photo: "Photo", filename: str) -> str:
    return f"originals/{photo.key}"


class Focus(models.TextChoices):
    """The part of a photo that stays visible when the photo is cropped."""

    TOP_LEFT = "top-left", _("top left")
    TOP = "top", _("top")
    TOP_RIGHT = "top-right", _("top right")
    LEFT = "left", _("left")
    CENTER = "center", _("center")
    RIGHT = "right", _("right")
    BOTTOM_LEFT = "bottom-left", _("bottom left")
    BOTTOM = "bottom", _("bottom")
    BOTTOM_RIGHT = "bottom-right", _("bottom right")


class PhotoQuerySet(models.QuerySet["Photo"]):
    def map_by_key(self, keys: Iterable[str]) -> "dict[str, Photo]":
        """The photos with these keys, as a dictionary."""
        return {photo.key: photo for photo in self.filter(key__in=set(keys))}


class Photo(models.Model):
    """A photo of the library. The original stays private; pages show re-encoded copies.

    Alt text and credit belong to the photo; a caption belongs to each use of it (`caption` here is what a
    new use starts with).
    """

    key = PlainCharField(
        max_length=16,
        unique=True,
        default=make_key,
        editable=False,
        validators=[RegexValidator(r"^[0-9a-f]{16}$")],
    )
    original = PlainFileField(
        _("original"), storage=private_storage, upload_to=original_path, max_length=60, editable=False
    )
    file_name = Line(_("file name"), max_length=200, editable=False)
    checksum = models.CharField(
        _("checksum"), max_length=64, unique=True, editable=False
    )  # SHA-256, hexadecimal
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    alt = Line(
        _("alt text"),
        max_length=250,
        blank=True,
        help_text=_("What the photo shows, for those who cannot see it."),
    )
    is_decorative = models.BooleanField(_("decorative, needs no alt text"), default=False)
    credit = Line(_("credit"), max_length=120, blank=True, help_text=_("Who took it; printed as “Photo: …”."))
    caption = Prose(_("caption"), blank=True, help_text=_("What a new use of the photo starts with."))
    focus = models.CharField(_("focal point"), max_length=12, choices=Focus, default=Focus.CENTER)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True, db_index=True)
    search_text = models.TextField(editable=False, default="")

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["-uploaded_at", "-id"]
        indexes = [
            # The limit on uploads: the photos of a person in the last hour.
            models.Index(fields=["uploaded_by", "uploaded_at"], name="photo_by_uploader"),
        ]

    def __str__(self):
        return self.caption or self.alt or self.file_name or self.key

    @transaction.atomic
    def save(self, **kwargs):
        is_new = self._state.adding
        self.search_text = fold(" ".join([self.caption, self.alt, self.credit, self.file_name]))
        super().save(**kwargs)
        if not is_new:  # articles print its alternative text and credit
            article_model: Any = PhotoUse._meta.get_field("article").related_model
            derived.refresh(article_model.objects.filter(photo_uses__photo=self).only("pk").distinct())

    @property
    def widths(self) -> tuple[int, ...]:
        return pixels.rendition_widths(self.width)

    def path(self, width: int, extension: str = "jpg") -> str:
        """The path of the copy of this width in the public storage."""
        return rendition_path(self.key, width, extension)

    def url(self, width: int | None = None, extension: str = "jpg") -> str:
        return rendition_url(self.key, width or self.page_width, extension)

    @property
    def page_width(self) -> int:
        """The width of the copy in the body of articles and in the editor."""
        return max([width for width in self.widths if width <= 960], default=self.widths[0])

    def height_for(self, width: int) -> int:
        return pixels.rendition_height(width, self.width, self.height)

    def srcset(self, extension: str) -> str:
        return ", ".join(f"{self.url(width, extension)} {width}w" for width in self.widths)


class PhotoUseQuerySet(models.QuerySet["PhotoUse"]):
    def record(self, article) -> list[Photo]:
        """Make the uses of `article` those of its body. Returns the photos of the body, in their order.

        An unchanged use keeps its row, because open forms refer to its id.
        """
        images = richtext.find_images(article.body)
        photos = Photo.objects.map_by_key(image.key for image in images) if images else {}
        uses = [
            PhotoUse(
                article=article,
                photo=photos[image.key],
                position=position,
                caption=normalize_prose(image.caption),
            )
            for position, image in enumerate(images, start=1)
            if image.key in photos
        ]
        stored = {(use.position, use.photo_id, use.caption): use.pk for use in self.filter(article=article)}
        new = [use for use in uses if not stored.pop((use.position, use.photo_id, use.caption), None)]
        if stored:
            self.filter(pk__in=stored.values()).delete()
        PhotoUse.objects.bulk_create(new)
        return [use.photo for use in uses]


class PhotoUse(models.Model):
    """A photo in the body of an article. Saving the article writes these rows from its body."""

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="photo_uses")
    photo = models.ForeignKey(Photo, on_delete=models.PROTECT, related_name="uses", verbose_name=_("photo"))
    position = models.PositiveSmallIntegerField(_("place"))
    caption = Prose(_("caption"), blank=True)

    objects = PhotoUseQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo in the article")
        verbose_name_plural = _("photos in the article")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["article", "position"], name="photo_use_one_per_place")
        ]

    def __str__(self):
        return self.caption or str(self.photo)
