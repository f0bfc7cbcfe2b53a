"""Accessibility checks of a page with axe-core."""

from axe_playwright_python.sync_playwright import Axe

AXE = Axe()
# WCAG 2.0 to 2.2, A and AA, and axe's best practices.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
# The rules that look at colours. In the second colour scheme nothing else differs.
OF_COLORS = ["color-contrast", "link-in-text-block"]


def find_faults(page, colors_only=False, exclude=None, disabled=()):
    """Return (rule, HTML of an element) for each fault, with at most two elements per rule."""
    rules = {"type": "rule", "values": OF_COLORS} if colors_only else {"type": "tag", "values": TAGS}
    off = {} if colors_only else {rule: {"enabled": False} for rule in disabled}
    options = {"runOnly": rules, "rules": off, "resultTypes": ["violations"]}
    context = {"exclude": [[exclude]]} if exclude else None
    faults = AXE.run(page, context=context, options=options).response["violations"]
    return [(fault["id"], node["html"][:200]) for fault in faults for node in fault["nodes"][:2]]
