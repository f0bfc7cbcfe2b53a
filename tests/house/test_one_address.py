"""Each rule is written in one place."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = [
    path
    for folder in ("newsroom", "articles", "comments")
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts
]
DATES = {
    "newsroom/core/dateformat.py",
    "newsroom/formats/vi/formats.py",
    "newsroom/demo/sample_article.py",  # reads the date that is written in a file
}
# What may stand in a few places only, and where.
ONLY_IN = {
    "mark_safe(": {"articles/templatetags/articles.py"},
    "prepopulated_fields": set(),  # its script knows no Vietnamese
    "django.utils.text import slugify": set(),  # drops every Đ
    "csrf_exempt": {
        "articles/syndication/api/responses.py",
        "articles/site/views/pageviews.py",
        "comments/views/post_guards.py",
    },
    "publish_at__lte": {"articles/models/querysets.py"},  # the rule of visibility
    "HoldReason.WORDS": {"comments/intake/hold_reasons.py"},  # find_text_reasons, for new and edited texts
    "reply_needs_two": {  # the field, its form, and the rule
        "comments/models/policy.py",
        "comments/admin/settings.py",
        "comments/permissions.py",
    },
    "settings.SITE_URL": {"newsroom/core/identity.py"},  # site_url(path)
    "Sec-Fetch-Site": {"newsroom/core/same_origin.py"},  # requests from pages of other sites
    "get_preferred_type(": {"newsroom/core/http.py"},
    "HTTP_X_FORWARDED_FOR": {"newsroom/core/client.py"},
    "REMOTE_ADDR": {"newsroom/core/client.py"},
    "pg_advisory": {"newsroom/core/locks.py"},
    "Image.open(": {"newsroom/core/pixels.py", "newsroom/core/heic.py"},
    "nh3.clean(": {"newsroom/core/richtext.py"},
    "permanent=True": {"newsroom/core/http.py"},  # without a time, browsers keep it for good
    "os.environ": {
        "newsroom/strict_env.py",  # strict: a wrong value stops the start
        "newsroom/wsgi.py",
        "newsroom/management/commands/messages.py",
    },
    "photos/{": {"newsroom/core/renditions.py"},  # the URL of a photo's copy
    "until__gt": set(),  # what is in force: newsroom/core/periods.py
    "ends_at__gt": {"newsroom/core/periods.py"},  # a constraint
    "revoked_at=None": set(),
    # Formats of dates, and the start of a day (newsroom/core/dateformat.py).
    "%d/%m/%Y": DATES,
    "%H:%M": DATES,
    "get_default_timezone": {"newsroom/core/dateformat.py", "articles/site/archive.py"},
    "timespec=": {"newsroom/core/dateformat.py"},
    "min.time()": set(),
    "time.min,": {"newsroom/core/dateformat.py"},
}


def test_only_models_permissions_and_workflow_look_at_the_state_of_an_article():
    """Others ask for its phase, which knows what is scheduled, live or expired."""
    compares = re.compile(r"\bState\.|\bstate ?(?:==|!=|in\b)|\bstate__in\b")
    rooms = [ROOT / "articles" / name for name in ("admin", "editing", "site", "syndication", "templatetags")]
    files = [path for room in rooms for path in room.rglob("*.py")]
    files += [*(ROOT / "articles").glob("*.py"), *(ROOT / "templates").glob("**/articles/**/*.html")]
    allowed = {ROOT / "articles" / "permissions.py"}

    found = {
        str(path.relative_to(ROOT))
        for path in files
        if path not in allowed and compares.search(path.read_text(encoding="utf-8"))
    }

    assert found == set()


@pytest.mark.parametrize("words", ONLY_IN)
def test_expression_of_a_rule_is_only_in_its_module(words):
    found = {str(path.relative_to(ROOT)) for path in SOURCES if words in path.read_text(encoding="utf-8")}

    assert found <= ONLY_IN[words]


def test_templates_format_dates_with_the_filters_of_the_house():
    """Only parts of a date that the filters do not print are left to Django's `date`: a weekday, a month."""
    formats = {
        words
        for path in (ROOT / "templates").rglob("*.*")
        for words in re.findall(r"\|(?:date|time)\b(?::\"[^\"]*\")?", path.read_text(encoding="utf-8"))
    }

    assert formats <= {'|date:"l"', '|date:"d/m"', '|date:"m/Y"', '|date:"Y-m"', '|date:"Y-m-d"'}


def test_templates_mark_nothing_safe():
    unsafe = [
        path.name
        for path in (ROOT / "templates").rglob("*.html")
        if "|safe" in path.read_text(encoding="utf-8") or "autoescape off" in path.read_text(encoding="utf-8")
    ]

    assert unsafe == []
