"""The editor allows the elements that the sanitizer keeps."""

from newsroom.core import editor
from newsroom.core.richtext import TABLE


def test_the_editor_allows_exactly_the_elements_of_the_table():
    allowed = editor.ckeditor_config()["allowedContent"]

    assert {rule.split("[")[0].split("{")[0].split("(")[0] for rule in allowed.split(";")} == set(TABLE)
