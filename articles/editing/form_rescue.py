"""The content of a posted form that cannot be saved, so that nothing typed into it is lost."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from articles.fields import FieldKind, select_names
from articles.models import Byline, Photo
from newsroom.core import richtext
from newsroom.core.text import normalize

from . import autosave
from .history import LISTS, TIMES, make_reference, sort_by_name

CHOICES = select_names(FieldKind.CHOICE)
RECORDS = select_names(FieldKind.FOREIGN_KEY)
PHOTO_TEXTS = ["alt", "is_decorative", "credit"]


def collect_content(form: forms.ModelForm, byline_forms: list, photo_forms: list) -> dict:
    """Read an article's form and its rows into the shape of a version's content (see history.snapshot).

    Fields that the form did not hold are left out. "described" holds the texts of photos (by key) that this
    person changed; "unread" holds, as lines, the values that no field accepts.
    """
    unread = []
    content = autosave.clean_texts(form.data)
    for name in [*CHOICES, *TIMES, *RECORDS, *LISTS]:
        if has_field(form, name):
            content[name] = to_content_value(name, clean_field(form, name, unread))
    described = collect_photo_texts(photo_forms, unread)
    bylines = [
        row for each in sort_byline_forms(byline_forms, unread) for row in collect_bylines(each, unread)
    ]
    return {
        **{name: value for name, value in content.items() if value is not None or name not in CHOICES},
        "bylines": bylines,
        "photos": list_photos(content.get("body", ""), described),
        "described": described,
        "unread": unread,
    }


def has_field(form: forms.ModelForm, name: str) -> bool:
    """Did the browser send this field?"""
    if name not in form.fields:
        return False
    widget = form.fields[name].widget
    return not widget.value_omitted_from_data(form.data, form.files, form.add_prefix(name))


def clean_field(form: forms.ModelForm, name: str, unread: list[str]) -> Any:
    """The value of a field, or None. A value that the field does not accept is added to `unread`."""
    field = form[name]
    try:
        return field.field.clean(field.data)
    except ValidationError:
        words = field.data if isinstance(field.data, list) else [field.data]
        if text := normalize(" ".join(map(str, filter(None, words)))):
            unread.append(f"{field.label}: {text}")
        return None


def to_content_value(name: str, value: Any) -> Any:
    """The value of a form field in the shape in which a version keeps it."""
    if name in TIMES:
        return value.isoformat() if value else None
    if name in LISTS:
        return sort_by_name(map(make_reference, value or ()))
    return make_reference(value) if value and name in RECORDS else value


def sort_byline_forms(byline_forms: list, unread: list[str]) -> list:
    """The rows of bylines without the deleted ones, in the order in which they are printed."""
    remaining = [form for form in byline_forms if not form.data.get(form.add_prefix("DELETE"))]
    return sorted(remaining, key=lambda form: clean_field(form, "order", unread) or 0)


def collect_bylines(form: forms.ModelForm, unread: list[str]) -> Iterator[dict]:
    """The bylines of one row: none or one; two if it names an author and a free name."""
    person, office = clean_field(form, "author", unread), clean_field(form, "office", unread)
    role = clean_field(form, "role", unread) or Byline.Role.WORDS
    free_name = normalize(form["name"].data or "")
    for author, name in ((person, ""), (None, free_name)):
        if author or name:
            byline = Byline(author=author, name=name, office=office or (author and author.office), role=role)
            byline.print_names()
            yield {
                "author": byline.author_id,
                "name": name,
                "office": byline.office_id,
                "role": str(role),
                "printed_name": byline.printed_name,
                "printed_office": byline.printed_office,
            }


def collect_photo_texts(photo_forms: list, unread: list[str]) -> dict[str, dict]:
    """The texts of photos that this person changed, by key of the photo."""
    described = {}
    for form in photo_forms:
        key = form.data.get(form.add_prefix("photo_key"), "")
        texts = {name: clean_field(form, name, unread) for name in form.changed_data if name in PHOTO_TEXTS}
        if texts := {name: text for name, text in texts.items() if text is not None}:
            described[key] = texts
    return described


def list_photos(body: str, described: dict[str, dict]) -> list[dict]:
    """The photos of a body, then those that were described and are no longer in it."""
    captions = [(image.key, image.caption) for image in richtext.find_images(body)]
    captions += [(key, "") for key in described if key not in dict(captions)]
    photos = Photo.objects.map_by_key(key for key, _caption in captions)
    return [
        {
            "key": key,
            "caption": caption,
            **{name: getattr(photos[key], name) for name in PHOTO_TEXTS},
            **described.get(key, {}),
        }
        for key, caption in captions
        if key in photos
    ]
