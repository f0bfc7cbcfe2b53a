"""The tree of sections, once per request."""

from articles.models import Section, SectionTree


def tree_of(request) -> SectionTree:
    """All sections; the same object for the whole request, so that menu and page share one query."""
    if not hasattr(request, "section_tree"):
        request.section_tree = Section.objects.tree()
    return request.section_tree
