"""The menu and the footer as templates print them, and the order of sections that follows from the menu."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from articles.models import MenuEntry, Section, SectionTree

from .sections import section_tree


@dataclass
class Item:
    """One line of a menu. `url` is empty for a heading."""

    name: str
    url: str = ""
    section_id: int | None = None
    children: list["Item"] = field(default_factory=list)


def menu_entries(request) -> list[MenuEntry]:
    """All entries of menu and footer. Each request loads them once."""
    if not hasattr(request, "menu_entries"):
        request.menu_entries = list(MenuEntry.objects.for_site())
    return request.menu_entries


def build_menu(entries: Iterable[MenuEntry], tree: SectionTree) -> list[Item]:
    """The main menu: from the entries that the office has made, without any from the sections."""
    return build_items(entries, MenuEntry.Place.MENU) or section_items(tree)


def build_footer(entries: Iterable[MenuEntry]) -> list[Item]:
    return build_items(entries, MenuEntry.Place.FOOTER)


def main_sections(request) -> list[Section]:
    """The listed sections of the first level: those in the menu in its order, then the others in tree order."""
    tree = section_tree(request)
    ranks: dict[int, int] = {}
    for item in flatten(build_menu(menu_entries(request), tree)):
        if item.section_id:
            ranks.setdefault(item.section_id, len(ranks))
    return sorted(tree.menu(), key=lambda section: ranks.get(section.pk, len(ranks)))


def flatten(items: Iterable[Item]) -> Iterable[Item]:
    """The items, each before its children."""
    for item in items:
        yield item
        yield from item.children


def build_items(entries: Iterable[MenuEntry], place: str) -> list[Item]:
    """The items at a place, without entries that lead nowhere now and without headings that have no children."""
    visible = [entry for entry in entries if entry.place == place and entry.is_shown]
    items = []
    for entry in visible:
        if entry.parent_id is None:
            item = entry_item(entry)
            item.children = [entry_item(child) for child in visible if child.parent_id == entry.pk]
            if item.url or item.children:
                items.append(item)
    return items


def entry_item(entry: MenuEntry) -> Item:
    return Item(str(entry), entry.get_absolute_url(), entry.section_id)


def section_items(tree: SectionTree) -> list[Item]:
    """The listed sections of the first level, with those right below them."""
    return [
        Item(
            section.name,
            section.get_absolute_url(),
            section.pk,
            [
                Item(child.name, child.get_absolute_url(), child.pk)
                for child in section.children
                if child.is_listed
            ],
        )
        for section in tree.menu()
    ]
