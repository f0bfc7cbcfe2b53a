"""What the front page shows: what the office has put there, and the newest in every gap; nothing twice."""

from dataclasses import dataclass, field

from articles.models import Place

from .placement import standing

FEATURED = 3
LATEST = 5
PER_SECTION = 4


@dataclass
class Front:
    """The front page at one moment. `blocks` are pairs of a main section and its articles."""

    lead: list = field(default_factory=list)  # one article, or none before anything is published
    featured: list = field(default_factory=list)
    latest: list = field(default_factory=list)
    blocks: list = field(default_factory=list)


def compose(tree, articles, *, at) -> Front:
    """The front page of `articles`, the public ones of the moment `at`. Three queries."""
    mains = tree.menu()
    slots = standing(articles, at=at, sections=mains, home=True)
    lead = slots[None, Place.LEAD][:1]
    featured = [each for each in slots[None, Place.FEATURED] if each not in lead][:FEATURED]
    heads = heads_of(mains, slots, {each.pk for each in [*lead, *featured]})
    pinned = [*lead, *featured, *(each for head in heads.values() for each in head)]
    wanted = 1 + FEATURED + LATEST - len(lead) - len(featured)
    newest = list(articles.for_list().exclude(pk__in=[each.pk for each in pinned])[:wanted])
    blocks = blocks_of(tree, articles, heads, {each.pk for each in [*pinned, *newest]})
    lead = lead or taken(newest, 1)
    featured += taken(newest, FEATURED - len(featured))
    return Front(lead, featured, newest, blocks)


def taken(articles, number):
    """The first `number` of a list, which loses them."""
    first = articles[:number]
    del articles[:number]
    return first


def heads_of(mains, slots, shown):
    """What was put at the head of each main section, by section; what stands further up is left out."""
    seen, heads = set(shown), {}
    for main in mains:
        heads[main] = [each for each in slots[main.pk, Place.HEAD] if each.pk not in seen][:PER_SECTION]
        seen |= {each.pk for each in heads[main]}
    return heads


def blocks_of(tree, articles, heads, used):
    """Pairs of a main section and its articles: its head, then the newest; sections without any are left out."""
    families = {main: tree.subtree_ids(main) for main in heads}
    main_of = {section_id: main for main, ids in families.items() for section_id in ids}
    rest = articles.for_list().exclude(pk__in=used).newest_of_each(families.values(), PER_SECTION)
    grouped = {main: list(head) for main, head in heads.items()}
    for article in rest:
        block = grouped[main_of[article.section_id]]
        if len(block) < PER_SECTION:
            block.append(article)
    return [(main, block) for main, block in grouped.items() if block]
