"""The rich-text editor behind one widget: replace CKEditor here and nowhere else."""

from functools import wraps

from ckeditor.widgets import CKEditorWidget
from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.templatetags.static import static
from django.utils.translation import get_language, gettext

from .richtext import ckeditor_config

# CKEditor 4 needs inline script and style (measured: without them it never becomes ready). Only pages that
# hold the editor have this policy; what they show was cleaned before it was stored.
EDITOR_POLICY = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
}


class EditorWidget(CKEditorWidget):
    """CKEditor, allowed exactly what `richtext` stores."""

    def __init__(self, attrs=None):
        super().__init__(attrs=attrs)
        self.photos = {}

    def take_photos(self, *, upload, library):
        """Let the editor send photos to `upload` and choose them from `library` (addresses)."""
        self.photos = {"uploadUrl": upload, "photoLibraryUrl": library}

    def get_context(self, name, value, attrs):
        # Addresses of static files are known only now.
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


def allow_editor(view):
    """For a view whose page holds the editor."""
    return wraps(view)(csp_replace(EDITOR_POLICY)(view))
