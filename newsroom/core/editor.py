"""The rich-text editor behind one widget. No other module knows CKEditor, so that it can be replaced here."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from ckeditor.widgets import CKEditorWidget
from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.http.response import HttpResponseBase
from django.templatetags.static import static
from django.utils.translation import get_language, gettext

from .richtext import ALIGNED, FIGURE_CLASS, TABLE

# CKEditor 4 needs inline script and style (measured: without them it never becomes ready). Only pages with the
# editor have this policy; their texts were cleaned before they were stored.
EDITOR_POLICY = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
}


def ckeditor_config() -> dict[str, Any]:
    """Return the settings with which the editor allows exactly the table."""
    allowed = [
        tag
        + (f"[{','.join(names)}]" if names else "")
        + ("{text-align}" if tag in ALIGNED else "")
        + (f"({FIGURE_CLASS})" if tag == "figure" else "")
        for tag, names in TABLE.items()
    ]
    return {
        "allowedContent": ";".join(allowed),
        "disallowedContent": "script style iframe object embed form; *[on*]",
        "extraPlugins": "image2,autogrow,uploadimage",
        "removePlugins": "image,exportpdf,scayt,wsc,iframe,forms,smiley,flash,sourcearea,newpage,save,templates,"
        "preview,print,about,language,bidi,elementspath,stylesheetparser",
        "format_tags": "p;h2;h3;h4",
        "entities": False,
        "entities_latin": False,
        "fullPage": False,
        "versionCheck": False,
        "image2_captionedClass": FIGURE_CLASS,
        "linkDefaultProtocol": "https://",
        "removeDialogTabs": "link:advanced;link:target",
        "disableNativeSpellChecker": False,
        "clipboard_handleImages": False,  # the plugin uploadimage takes pasted photos
        "autoGrow_minHeight": 320,
        "autoGrow_onStartup": True,
        "width": "100%",
        "toolbar": [
            ["Undo", "Redo"],
            ["Format", "Bold", "Italic", "Underline", "RemoveFormat"],
            ["NumberedList", "BulletedList", "Blockquote", "Table"],
            ["Link", "Unlink"],
            ["PasteFromWord", "ShowBlocks", "Maximize"],
        ],
    }


class EditorWidget(CKEditorWidget):
    """CKEditor, limited to the elements that `richtext` stores."""

    def __init__(self, attrs=None):
        super().__init__(attrs=attrs)
        self.photos = {}

    def take_photos(self, *, upload, library):
        """Let the editor send photos to the URL `upload` and choose them from the URL `library`."""
        self.photos = {"uploadUrl": upload, "photoLibraryUrl": library}

    def get_context(self, name, value, attrs):
        # URLs of static files are known only when a page is rendered.
        self.external_plugin_resources = [("newsroomphotos", static("editor/photos/"), "plugin.js")]
        return super().get_context(name, value, attrs)

    def _set_config(self):
        self.config = ckeditor_config()
        self.config.update(
            self.photos,
            language=get_language() or "vi",
            contentsCss=[static("editor/body.css")],
            captionPlaceholder=gettext("Caption"),
            toolbar=[["NewsroomPhoto", "NewsroomLibrary"], *self.config["toolbar"]],
            extraPlugins=f"{self.config['extraPlugins']},newsroomphotos",
        )


def allow_editor(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Decorate a view whose page holds the editor: give it EDITOR_POLICY."""
    return wraps(view)(csp_replace(EDITOR_POLICY)(view))
