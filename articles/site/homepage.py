"""The articles of the home page: those that the office has pinned, and the newest in every gap; none twice."""

from dataclasses import dataclass, field
from datetime import datetime

from articles.models import Article, Place, Section, SectionTree
from articles.models.querysets import ArticleQuerySet

from .placement import find_pinned

FEATURED = 3
LATEST = 5
PER_SECTION = 4


@dataclass
class Homepage:
    """The home page at one moment. `blocks` are pairs of a main section and its articles."""

    lead: list[Article] = field(default_factory=list)  # one article, or none before anything is published
    featured: list[Article] = field(default_factory=list)
    latest: list[Article] = field(default_factory=list)
    blocks: list[tuple[Section, list[Article]]] = field(default_factory=list)


def build_homepage(
    sections: list[Section], tree: SectionTree, articles: ArticleQuerySet, *, at: datetime
) -> Homepage:
    """The home page with a block for each of `sections`, in this order. Three queries.

    `articles` are the public ones at `at`.
    """
    slots = find_pinned(articles, at=at, sections=sections, home=True)
    lead = slots[None, Place.LEAD][:1]
    featured = [article for article in slots[None, Place.FEATURED] if article not in lead][:FEATURED]
    heads = pick_heads(sections, slots, {article.pk for article in [*lead, *featured]})
    pinned = [*lead, *featured, *(article for head in heads.values() for article in head)]
    gaps = 1 + FEATURED + LATEST - len(lead) - len(featured)
    newest = list(articles.for_list().exclude(pk__in=[article.pk for article in pinned])[:gaps])
    blocks = build_blocks(tree, articles, heads, {article.pk for article in [*pinned, *newest]})
    lead = lead or pop_first(newest, 1)
    featured += pop_first(newest, FEATURED - len(featured))
    return Homepage(lead, featured, newest, blocks)


def pop_first(articles: list[Article], number: int) -> list[Article]:
    """Remove the first `number` articles from the list and return them."""
    first = articles[:number]
    del articles[:number]
    return first


def pick_heads(
    sections: list[Section], slots: dict[tuple[int | None, str], list[Article]], used: set[int]
) -> dict[Section, list[Article]]:
    """By section, the articles pinned to its head, without those that are used further up."""
    used, heads = set(used), {}
    for section in sections:
        heads[section] = [article for article in slots[section.pk, Place.HEAD] if article.pk not in used][
            :PER_SECTION
        ]
        used |= {article.pk for article in heads[section]}
    return heads


def build_blocks(
    tree: SectionTree, articles: ArticleQuerySet, heads: dict[Section, list[Article]], used: set[int]
) -> list[tuple[Section, list[Article]]]:
    """Pairs of a section and its articles: its head, then the newest. Sections without articles are left out."""
    families = {section: tree.subtree_ids(section) for section in heads}
    main_section = {pk: section for section, ids in families.items() for pk in ids}
    newest = articles.for_list().exclude(pk__in=used).newest_of_each(families.values(), PER_SECTION)
    blocks = {section: list(head) for section, head in heads.items()}
    for article in newest:
        block = blocks[main_section[article.section_id]]
        if len(block) < PER_SECTION:
            block.append(article)
    return [(section, block) for section, block in blocks.items() if block]
