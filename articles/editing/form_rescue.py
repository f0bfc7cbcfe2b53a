"""What a sent form says, where it cannot be saved: nothing that was typed into it may be lost."""

from django.core.exceptions import ValidationError

from articles.fields import FieldKind, select_names
from articles.models import Byline, Photo
from newsroom.core import richtext
from newsroom.core.text import normalize

from . import autosave
from .history import LISTS, TIMES, named, sort_by_name

CHOSEN = select_names(FieldKind.CHOICE)
RECORDS = select_names(FieldKind.FOREIGN_KEY)
DESCRIBED = ["alt", "is_decorative", "credit"]


def content_of(form, byline_forms, photo_forms):
    """All that an article's form and its rows say, as the content of a version (see history.snapshot).

    What the form did not hold is left out. "described" are the texts of photos (by key) that this person
    changed; "unread" is, in words, what makes no sense where it was typed.
    """
    unread = []
    content = autosave.texts_of(form.data)
    for name in [*CHOSEN, *TIMES, *RECORDS, *LISTS]:
        if is_held(form, name):
            content[name] = as_kept(name, read(form, name, unread))
    described = described_in(photo_forms, unread)
    return {
        **{name: value for name, value in content.items() if value is not None or name not in CHOSEN},
        "bylines": [row for each in in_order(byline_forms, unread) for row in bylines_of(each, unread)],
        "photos": photos_of(content.get("body", ""), described),
        "described": described,
        "unread": unread,
    }


def is_held(form, name):
    if name not in form.fields:
        return False
    widget = form.fields[name].widget
    return not widget.value_omitted_from_data(form.data, form.files, form.add_prefix(name))


def read(form, name, unread):
    """The value of a field; None where there is none, and for what it does not take: that goes to `unread`."""
    field = form[name]
    try:
        return field.field.clean(field.data)
    except ValidationError:
        words = field.data if isinstance(field.data, list) else [field.data]
        if said := normalize(" ".join(map(str, filter(None, words)))):
            unread.append(f"{field.label}: {said}")
        return None


def as_kept(name, value):
    """A value of a form, as the content of a version has it."""
    if name in TIMES:
        return value.isoformat() if value else None
    if name in LISTS:
        return sort_by_name(map(named, value or ()))
    return named(value) if name in RECORDS else value


def in_order(forms, unread):
    """The rows of bylines that are to stay, as they are to be printed."""
    staying = [form for form in forms if not form.data.get(form.add_prefix("DELETE"))]
    return sorted(staying, key=lambda form: read(form, "order", unread) or 0)


def bylines_of(form, unread):
    """The bylines of one row: none or one; two where a row names two people."""
    author, office = read(form, "author", unread), read(form, "office", unread)
    role = read(form, "role", unread) or Byline.Role.WORDS
    name = normalize(form["name"].data or "")
    for who, free in ((author, ""), (None, name)):
        if who or free:
            byline = Byline(author=who, name=free, office=office or (who and who.office), role=role)
            yield {
                "author": byline.author_id,
                "name": free,
                "office": byline.office_id,
                "role": str(role),
                "printed": byline.wording(),
            }


def described_in(forms, unread):
    """The texts of photos that were changed, by key; what stood there when the form was opened is not typed."""
    described = {}
    for form in forms:
        key = form.data.get(form.add_prefix("photo_key"), "")
        texts = {name: read(form, name, unread) for name in form.changed_data if name in DESCRIBED}
        if texts := {name: text for name, text in texts.items() if text is not None}:
            described[key] = texts
    return described


def photos_of(body, described):
    """The photos of a body, and those that were described and no longer stand in it."""
    captions = [(image.key, image.caption) for image in richtext.find_images(body)]
    captions += [(key, "") for key in described if key not in dict(captions)]
    photos = Photo.objects.by_key(key for key, _caption in captions)
    return [
        {
            "key": key,
            "caption": caption,
            **{name: getattr(photos[key], name) for name in DESCRIBED},
            **described.get(key, {}),
        }
        for key, caption in captions
        if key in photos
    ]
