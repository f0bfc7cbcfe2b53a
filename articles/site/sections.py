"""Sections as the pages need them: the tree, loaded once per request, and a section by its slug."""

from django.shortcuts import get_object_or_404

from articles.models import Section, SectionTree


def section_tree(request) -> SectionTree:
    """All sections. Each request loads them once: menu and page share one query."""
    if not hasattr(request, "section_tree"):
        request.section_tree = Section.objects.tree()
    return request.section_tree


def find_section(request, slug: str) -> Section:
    """The section with this slug, or the one that had it before: then its address is another one. Raises Http404."""
    return section_tree(request).find_by_slug(slug) or get_object_or_404(Section.objects.had_slug(slug))
