"""Accessibility checks of a page with axe-core."""

from axe_playwright_python.base import AXE_SCRIPT

# WCAG 2.0 to 2.2, A and AA, and axe's best practices.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
# The rules that look at colours. In the second colour scheme nothing else differs.
OF_COLORS = ["color-contrast", "link-in-text-block"]
# The answer carries the faults alone: what passes would be as long as the page. Transitions end first: halfway
# between two colour schemes no contrast holds.
FIND = """async ([context, options]) => {
    document.getAnimations().forEach((each) => each.finish());
    const { violations } = await axe.run(context, options);
    return violations.flatMap(({ id, nodes }) => nodes.slice(0, 2).map(({ html }) => [id, html.slice(0, 200)]));
}"""


def find_faults(page, colors_only=False, exclude=None, disabled=()):
    """Return (rule, HTML of an element) for each fault, with at most two elements per rule."""
    rules = {"type": "rule", "values": OF_COLORS} if colors_only else {"type": "tag", "values": TAGS}
    off = {} if colors_only else {rule: {"enabled": False} for rule in disabled}
    options = {"runOnly": rules, "rules": off, "resultTypes": ["violations"], "preload": False}
    context = {"include": [["html"]], "exclude": [[exclude]] if exclude else []}
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return [tuple(fault) for fault in page.evaluate(FIND, [context, options])]
