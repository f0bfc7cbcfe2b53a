"""Cost of the pages of the admin with many articles: queries, and time as a ratio to a small newsroom.

    .venv/bin/python -m bench desk [--articles 100000] [--rounds 7]

Works in a test database of its own (SQLite, or the server of DATABASE_URL) and leaves nothing behind.
"""

import argparse
import statistics
import time
from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import (
    CaptureQueriesContext,
    setup_databases,
    setup_test_environment,
    teardown_databases,
)
from django.urls import reverse
from django.utils import timezone

from articles.editing import history
from articles.models import Article, Byline, SearchEntry, State
from newsroom.core.roles import Role
from tests.factories import ArticleFactory, AuthorFactory, SectionFactory, UserFactory

SMALL = 1_000
BATCH = 2_000
BODY = "<p>Hội nghị đã nêu bật những kết quả đạt được trong sáu tháng đầu năm và bàn nhiệm vụ.</p>" * 25
# One in fifty is still on the desk; the rest has been published over ten years.
ON_THE_DESK = [State.DRAFT, State.SUBMITTED, State.AWAITING, State.RETURNED]


def grow(total, people, sections, authors):
    """Articles until there are `total`, with bylines."""
    now = timezone.now()
    have = Article.objects.count()
    while have < total:
        rows = [row(n, now, people, sections) for n in range(have, min(have + BATCH, total))]
        made = Article.objects.bulk_create(rows)
        Byline.objects.bulk_create(
            Byline(article=article, author=authors[article.pk % len(authors)], printed_name="Trần Thị Thúy")
            for article in made
        )
        SearchEntry.objects.write(made)
        have += len(made)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def row(n, now, people, sections):
    title = f"Hội nghị giao ban lần thứ {n} của Thành ủy"
    state = ON_THE_DESK[n // 50 % 4] if n % 50 == 0 else State.PUBLISHED
    return Article(
        title=title,
        slug=f"hoi-nghi-{n}",
        lead="Chiều nay, hội nghị diễn ra.",
        body=BODY,
        rendered_body=BODY,
        byline="Trần Thị Thúy",
        section=sections[n % len(sections)],
        created_by=people[n % len(people)],
        state=state,
        publish_at=now - timedelta(hours=n % 87_000) if state == State.PUBLISHED else None,
        first_published_at=now if state == State.PUBLISHED else None,
    )


def addresses(article):
    """The pages of the admin that deal with articles, with names."""
    listing = reverse("admin:articles_article_changelist")
    one = [
        ("form", "change"),
        ("history", "history"),
        ("preview", "preview"),
        ("page in preview", "preview_page"),
        ("in charge", "assign"),
    ]
    return {
        "desk": reverse("admin:index"),
        "list": listing,
        "list, waiting": f"{listing}?trang-thai=submitted",
        "list, live": f"{listing}?trang-thai=live",
        "list, section": f"{listing}?chuyen-muc={article.section_id}",
        "list, author": f"{listing}?tac-gia={article.bylines.first().author_id}",
        "list, office": f"{listing}?don-vi={article.bylines.first().author.office_id}",
        "list, period": f"{listing}?tu=2025-01-01&den=2025-01-31",
        "list, last page": f"{listing}?p=30",
        "list, words": f"{listing}?q=giao+ban",
        "list, rare words": f"{listing}?q=lan+thu+777",
        "calendar": reverse("admin:articles_article_calendar"),
        "add": reverse("admin:articles_article_add"),
        "photos": reverse("admin:articles_photo_changelist"),
        "sections": reverse("admin:articles_section_changelist"),
        "notices": reverse("admin:notices"),
        **{label: reverse(f"admin:articles_article_{name}", args=[article.pk]) for label, name in one},
        "version": reverse("admin:articles_article_version", args=[article.pk, article.version]),
        "move": reverse("admin:articles_article_move", args=[article.pk, "publish"]),
    }


def measure(client, address, rounds):
    """Queries of one visit, and the median time of several, in milliseconds."""
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    times = []
    for _round in range(rounds):
        start = time.perf_counter()
        client.get(address)
        times.append((time.perf_counter() - start) * 1000)
    return queries.final_queries - queries.initial_queries, statistics.median(times)


def run(total, rounds):
    sections, authors = SectionFactory.create_batch(30), AuthorFactory.create_batch(50)
    people = [UserFactory(role=Role.WRITER) for _n in range(20)]
    article = ArticleFactory(
        state=State.AWAITING, section=sections[0], author=authors[0], created_by=people[0]
    )
    history.save_version(article, by=people[0])
    client = Client()
    client.force_login(UserFactory(role=Role.APPROVER))
    figures = {}
    for size in (SMALL, total):
        grow(size, people, sections, authors)
        figures[size] = {name: measure(client, url, rounds) for name, url in addresses(article).items()}
    print(f"{connection.vendor}, {total} articles; time as a ratio to {SMALL}; median of {rounds}")
    print(f"{'page':<20}{'queries':>8}{'ms':>9}{'ratio':>8}")
    for name, (queries, milliseconds) in figures[total].items():
        ratio = milliseconds / figures[SMALL][name][1]
        print(f"{name:<20}{queries:>8}{milliseconds:>9.0f}{ratio:>8.1f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    setup_test_environment(debug=False)
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        run(options.articles, options.rounds)
    finally:
        teardown_databases(databases, verbosity=0)
