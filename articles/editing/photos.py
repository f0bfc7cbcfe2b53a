"""Photos of the library: store an uploaded file, delete a photo with its files."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Photo
from newsroom.core import pixels
from newsroom.core.accounts import User
from newsroom.core.errors import Refusal
from newsroom.core.models import Page
from newsroom.core.rate_limits import RateLimit, refuse_over_limit
from newsroom.core.renditions import rendition_folder

# Of one person: more than any event needs, less than fills a disk.
UPLOADS = RateLimit(300, timedelta(hours=1))


class TooManyUploads(Refusal):
    sentence = _("You have sent very many photos within the hour. Wait a little, then go on.")


def store_photo(file: UploadedFile, *, by: User, at: datetime | None = None, **texts: str) -> Photo:
    """Store an uploaded `file`: its public copies, its private original and its row.

    A file that is stored already returns the same photo. `texts` are alt, credit, caption. Raises Refusal (see
    newsroom.core.pixels) or TooManyUploads and stores nothing then.
    """
    uploaded, at = Photo.objects.filter(uploaded_by=by), at or timezone.now()
    refuse_over_limit(uploaded, UPLOADS, refusal=TooManyUploads, at=at, field="uploaded_at")
    picture = pixels.decode_photo(file)
    checksum = pixels.file_checksum(file)
    known = Photo.objects.filter(checksum=checksum).first()
    if known:
        return known
    photo = Photo(
        file_name=(file.name or "")[-200:],
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
    except IntegrityError:  # the same file was uploaded twice at the same time
        delete_files(photo)
        return Photo.objects.get(checksum=photo.checksum)
    except BaseException:
        delete_files(photo)
        raise
    return photo


def find_pages(photos: Iterable[Photo]) -> list[Page]:
    """The pages of the office whose bodies show one of these photos."""
    shown = Q(pk=None)
    for photo in photos:
        shown |= Q(body__contains=rendition_folder(photo.key))
    return list(Page.objects.filter(shown))


@transaction.atomic
def delete_photo(photo: Photo) -> None:
    """Delete an unused photo and its files. Raises ProtectedError while an article, a banner or a page uses it."""
    if pages := find_pages([photo]):
        raise ProtectedError("The photo stands in a page.", set(pages))
    photo.delete()
    transaction.on_commit(lambda: delete_files(photo))


def delete_files(photo: Photo) -> None:
    for width in photo.widths:
        for extension in pixels.EXTENSIONS:
            default_storage.delete(photo.path(width, extension))
    if photo.original.name:
        photo.original.storage.delete(photo.original.name)
