"""Short messages for failed assertions about the text of a page."""

import re


def describe_page(page: str) -> str:
    """Name an HTML page by its title and canonical URL, or by its first words."""
    title = re.search(r"<title[^>]*>(.*?)</title>", page, re.DOTALL)
    canonical = re.search(r'<link rel="canonical" href="([^"]*)"', page)
    name = (
        f"the page “{' '.join(title[1].split())}”" if title else f"the text “{' '.join(page.split())[:60]}…”"
    )
    return f"{name} ({canonical[1]})" if canonical else name


def explain_comparison(op: str, left, right) -> list[str] | None:
    """Return one line for `left in right` and `left not in right` where `right` is a long text, else None."""
    if (
        op not in ("in", "not in")
        or not (isinstance(left, str) and isinstance(right, str))
        or len(right) < 240
    ):
        return None
    if op == "in":
        return [f"{describe_page(right)} lacks {left!r}"]
    start = right.index(left)
    around = " ".join(right[max(0, start - 40) : start + len(left) + 40].split())
    return [f"{describe_page(right)} holds {left!r}: …{around}…"]
