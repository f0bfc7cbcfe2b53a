"""The menu and the footer as templates print them: from the entries of the office, or else from the sections."""

from dataclasses import dataclass, field

from articles.models import MenuEntry


@dataclass
class Item:
    """One line of a menu. `url` is empty for a heading."""

    name: str
    url: str = ""
    section_id: int | None = None
    children: list = field(default_factory=list)


def items_of(entries, place):
    """The items at a place; what leads nowhere now is left out, and so is a heading with nothing under it."""
    shown = [entry for entry in entries if entry.place == place and entry.is_shown]
    items = []
    for entry in shown:
        if entry.parent_id is None:
            item = item_of(entry)
            item.children = [item_of(child) for child in shown if child.parent_id == entry.pk]
            if item.url or item.children:
                items.append(item)
    return items


def item_of(entry):
    return Item(str(entry), entry.get_absolute_url(), entry.section_id)


def items_of_sections(tree):
    """The listed sections with those right below them."""
    return [
        Item(
            main.name,
            main.get_absolute_url(),
            main.pk,
            [
                Item(child.name, child.get_absolute_url(), child.pk)
                for child in main.children
                if child.is_listed
            ],
        )
        for main in tree.menu()
    ]


def main_menu(entries, tree):
    return items_of(entries, MenuEntry.Place.MENU) or items_of_sections(tree)


def footer(entries):
    return items_of(entries, MenuEntry.Place.FOOTER)
