"""Forms of an article, its bylines and its photos."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from articles.editing import autosave
from articles.fields import Fieldset, select_fieldset
from articles.limits import LEAD_WORDS
from articles.models import Article, Kind, Photo, PhotoUse, Section
from newsroom.core import richtext
from newsroom.core.dateformat import format_datetime
from newsroom.core.legacy_fonts import convert_legacy, looks_legacy

# Texts that are pasted from documents, which may be in an old font.
LEGACY_FONT_FIELDS = select_fieldset(Fieldset.TEXT)


class ArticleForm(forms.ModelForm):
    """The writing form. It carries the version it was opened with: saving over a newer text is refused."""

    opened_version = forms.IntegerField(label=_("Version"), widget=forms.HiddenInput, required=False)
    convert_legacy = forms.BooleanField(label=_("Convert to Unicode"), required=False)

    class Meta:
        model = Article
        fields = []  # the admin names them, in its fieldsets
        widgets = {
            "title": forms.Textarea(attrs={"rows": 2, "class": "title", "data-single-line": ""}),
            "lead": forms.Textarea(attrs={"rows": 3, "class": "lead", "data-syllable-limit": LEAD_WORDS}),
        }

    unsaved = None  # an UnsavedText whose texts replace the stored ones
    stale_sentence = None  # says who saved a newer version, after validation

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(convert_fonts(data), *args, **kwargs)
        self.initial["opened_version"] = self.instance.version
        if self.unsaved:
            self.initial |= {**autosave.get_clean_texts(self.unsaved), "opened_version": self.unsaved.version}
        if "body" in self.fields:
            self.fields["body"].widget.take_photos(
                upload=reverse_lazy("admin:articles_photo_upload"),
                library=reverse_lazy("admin:articles_photo_changelist"),
            )
        section = self.fields.get("section")
        if isinstance(section, forms.ModelChoiceField):
            section.choices = self._sections()

    def _sections(self):
        """Open sections, each with its path: "Xây dựng Đảng › Tuyên giáo"."""
        yield "", _("Choose a section")
        for path in Section.objects.tree().paths():
            if not path[-1].closed_on or path[-1].pk == self.instance.section_id:
                yield path[-1].pk, " › ".join(section.name for section in path)

    def clean(self):
        super().clean()
        self._refuse_stale_version()
        self._refuse_legacy_fonts()
        if self.cleaned_data.get("kind") == Kind.REPOST and not self.cleaned_data.get("source_name"):
            self.add_error("source_name", _("A repost needs its source."))
        return self.cleaned_data

    def _refuse_stale_version(self):
        stored = (
            Article.objects.filter(pk=self.instance.pk).select_related("updated_by", "created_by").first()
        )
        if stored and self.cleaned_data.get("opened_version") != stored.version:
            self.stale_sentence = describe_newer_version(stored)
            raise ValidationError(self.stale_sentence, code="stale")

    def _refuse_legacy_fonts(self):
        for name in LEGACY_FONT_FIELDS:
            text = self.cleaned_data.get(name) or ""
            if looks_legacy(richtext.to_text(text) if name == "body" else text):
                self.add_error(
                    name, _("This text is in an old font (TCVN3/VNI). Tick “Convert to Unicode” and save.")
                )


def describe_newer_version(stored: Article) -> str:
    """A sentence that says who saved the stored version, and when."""
    return _("%(name)s changed this article at %(time)s, after you opened it.") % {
        "name": stored.updated_by or stored.created_by,
        "time": format_datetime(stored.updated_at),
    }


def convert_fonts(data: QueryDict | None) -> QueryDict | None:
    """Convert the posted texts from an old font to Unicode if the writer ticked the box.

    Called before any other use of the data: TCVN3 writes "ư" as the soft hyphen, which cleaning drops.
    """
    if not data or not data.get("convert_legacy"):
        return data
    data = data.copy()
    for name in LEGACY_FONT_FIELDS:
        data[name] = convert_legacy(data.get(name, ""))
    return data


class BylineForm(forms.ModelForm):
    """One contributor. A new row is saved if it has an author, a name or an office."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("author", "office"):
            if name in self.fields:
                self.fields[name].widget.widget.chosen = getattr(self.instance, name)

    def has_changed(self):
        if self.instance.pk:
            return super().has_changed()
        return any(self[name].data for name in ("author", "name", "office"))


class PhotoUseForm(forms.ModelForm):
    """A photo in an article: its alt text and credit, which belong to the photo itself."""

    # The hidden initial values show what this person changed; other texts are not written.
    alt = Photo._meta.get_field("alt").formfield(show_hidden_initial=True)
    is_decorative = Photo._meta.get_field("is_decorative").formfield(show_hidden_initial=True)
    credit = Photo._meta.get_field("credit").formfield(show_hidden_initial=True)

    class Meta:
        model = PhotoUse
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.photo_id:
            self.initial.update({name: getattr(self.instance.photo, name) for name in self.fields})

    def save_photo(self):
        photo = Photo.objects.get(pk=self.instance.photo_id)
        for name in self.changed_data:
            setattr(photo, name, self.cleaned_data[name])
        photo.save()
