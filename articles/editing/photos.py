"""Taking photos in: checked, re-encoded, recorded; and letting them go."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Photo
from newsroom.core import pixels
from newsroom.core.errors import Refusal
from newsroom.core.models import Page

# One person, one hour: more than any event needs, less than fills a disk.
UPLOADS_PER_HOUR = 300


class TooManyUploads(Refusal):
    sentence = _("You have sent very many photos within the hour. Wait a little, then go on.")


def store(file, *, by, at=None, **texts):
    """The photo made from an uploaded `file`: its public copies and its private original written, its row made.

    The same file sent twice is the same photo. `texts` are alt, credit, caption. Raises Refusal (see
    newsroom.core.pixels) or TooManyUploads; nothing is stored then.
    """
    hour_ago = (at or timezone.now()) - timedelta(hours=1)
    if Photo.objects.filter(uploaded_by=by, uploaded_at__gt=hour_ago).count() >= UPLOADS_PER_HOUR:
        raise TooManyUploads
    picture = pixels.decode_photo(file)
    checksum = pixels.file_checksum(file)
    known = Photo.objects.filter(checksum=checksum).first()
    if known:
        return known
    photo = Photo(
        file_name=file.name[-200:],
        checksum=checksum,
        width=picture.width,
        height=picture.height,
        uploaded_by=by,
        **texts,
    )
    return _write(photo, picture, file)


def _write(photo, picture, file):
    try:
        for width, extension, content in pixels.make_renditions(picture):
            default_storage.save(photo.path(width, extension), ContentFile(content))
        with transaction.atomic():
            file.seek(0)
            photo.original.save(photo.key, file, save=False)
            photo.save()
    except IntegrityError:  # the same file came in twice at once, and the other was first
        remove_files(photo)
        return Photo.objects.get(checksum=photo.checksum)
    except BaseException:
        remove_files(photo)
        raise
    return photo


def pages_with(photos):
    """The pages of the office that show one of these photos: the body alone knows it."""
    shown = Q(pk=None)
    for photo in photos:
        shown |= Q(body__contains=f"photos/{photo.key}/")
    return list(Page.objects.filter(shown))


@transaction.atomic
def delete(photo):
    """Delete a photo that nothing uses, with its files. Raises ProtectedError while an article, a banner or a
    page does."""
    if pages := pages_with([photo]):
        raise ProtectedError("The photo stands in a page.", set(pages))
    photo.delete()
    transaction.on_commit(lambda: remove_files(photo))


def remove_files(photo):
    for width in photo.widths:
        for extension in pixels.EXTENSIONS:
            default_storage.delete(photo.path(width, extension))
    if photo.original:
        photo.original.storage.delete(photo.original.name)
