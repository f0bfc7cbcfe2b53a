"""Cost of the pages of comments with many of them: queries, and time as a ratio to a small house.

    .venv/bin/python -m bench comments [--comments 100000] [--rounds 5]

Works in a test database of its own (SQLite, or the server of DATABASE_URL) and leaves nothing behind.
"""

import argparse
import random
import re
import statistics
import time
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path

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

from articles.models import Article
from comments import events
from comments.intake import near_duplicates, reader_keys, reception, word_rules
from comments.models import (
    Comment,
    CommentSettings,
    ConsentWording,
    EventHead,
    MinHashBand,
    ModerationEvent,
    RejectionReason,
    State,
    WordRule,
)
from comments.retention import purge
from newsroom.core.roles import Role
from tests.factories import SectionFactory, UserFactory

ROOT = Path(__file__).parents[1]
SMALL = 1_000
BATCH = 2_000
ARTICLES = 200
DAYS = 365  # over which they came in
VOCABULARY = re.findall(r"[^\W\d_]+", (ROOT / "newsroom/demo/articles.json").read_text(encoding="utf-8"))
# Of a hundred comments.
STATES = (
    [State.APPROVED] * 80 + [State.REJECTED] * 10 + [State.SPAM] * 6 + [State.PENDING] * 2 + [State.HELD] * 2
)
ACTS = {State.APPROVED: "approve", State.REJECTED: "reject", State.SPAM: "spam"}


def text(n):
    """Thirty words in a row of their own."""
    return " ".join(random.Random(n).choices(VOCABULARY, k=30)) + "."  # noqa: S311 -- words to measure with, no secret


def rows_of_articles():
    sections, writer = SectionFactory.create_batch(20), UserFactory(role=Role.WRITER)
    now = timezone.now()
    return [
        Article(
            title=f"Hội nghị giao ban lần thứ {n} của Thành ủy",
            slug=f"hoi-nghi-{n}",
            lead="Chiều nay, hội nghị diễn ra.",
            rendered_body="<p>Hội nghị đã nêu bật những kết quả đạt được.</p>",
            byline="Trần Thị Thúy",
            section=sections[n % 20],
            created_by=writer,
            state="published",
            publish_at=now - timedelta(days=DAYS),
            first_published_at=now - timedelta(days=DAYS),
            comment_count=1,
        )
        for n in range(ARTICLES)
    ]


class House:
    """A house that grows: comments as reception and the moderators leave them, with a chain that verifies."""

    def __init__(self):
        self.articles = Article.objects.bulk_create(rows_of_articles())
        self.people = [UserFactory(role=Role.MODERATOR) for _n in range(8)]
        self.reason = RejectionReason.objects.first()
        self.wording = ConsentWording.current()
        self.rules = list(WordRule.objects.all()[:20])
        CommentSettings.objects.update(close_after_days=3650)
        self.now = timezone.now()

    def grow(self, total):
        have = Comment.objects.count()
        while have < total:
            last = min(have + BATCH, total)
            made = Comment.objects.bulk_create([self.comment(n, total) for n in range(have, last)])
            Comment.word_rules.through.objects.bulk_create(
                Comment.word_rules.through(comment=comment, wordrule=self.rules[comment.pk % 20])
                for comment in made
                if comment.pk % 25 == 0
            )
            MinHashBand.objects.bulk_create(
                [
                    MinHashBand(comment=comment, value=band, at=comment.created_at)
                    for comment in made
                    for band in near_duplicates.compute_bands(
                        near_duplicates.split_into_shingles(comment.body)
                    )
                ],
                batch_size=BATCH,
            )
            self.seal(made)
            have = last
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def comment(self, n, total):
        state = STATES[n % 100]
        created = self.now - timedelta(days=DAYS) * (1 - n / total)
        decided = created + timedelta(minutes=n * 37 % 2000) if state in ACTS else None
        return Comment(
            article=self.articles[n % ARTICLES],
            name=f"Người đọc {n % 5000}",
            email=f"nguoi-{n}@example.vn" if n % 10 == 0 else "",
            body=text(n),
            consent=self.wording,
            state=state,
            hold_reasons=["words"] if n % 25 == 0 else [],
            created_at=created,
            decided_at=decided,
            decided_by=self.people[n % 8] if decided else None,
            reason=self.reason if state == State.REJECTED else None,
            published_at=decided if state == State.APPROVED else None,
            version=2 if decided else 1,
            secret_hash=f"{n:064x}",
            author_hash=f"{n % 20_000:064x}",
            receipt_nonce=f"{n:032x}",
            ip_hash=f"{n % 30_000:064x}",
            ip_network_hash=f"{n % 10_000:064x}",
            ip_ban_hash=f"{n % 30_000:064x}",
            text_digest=f"{n:064x}",
            digest_key=f"{n:032x}",
        )

    def seal(self, comments):
        head, _new = EventHead.objects.get_or_create(pk=1)
        rows = []
        for comment in comments:
            for act in ("receive", ACTS.get(comment.state)):
                if act:
                    rows.append(self.event(head, comment, act))
        ModerationEvent.objects.bulk_create(rows, batch_size=BATCH)
        head.save()

    def event(self, head, comment, act):
        came = act == "receive"
        event = ModerationEvent(
            number=head.count + 1,
            comment=comment,
            act=act,
            source="" if came else State.PENDING,
            target=State.PENDING if came else comment.state,
            version=1 if came else 2,
            by=None if came else comment.decided_by,
            at=comment.created_at if came else comment.decided_at,
            reason=None if came else comment.reason,
            body_digest=events.digest_body(comment),
            previous=head.digest,
        )
        event.digest = event.seal()
        head.count, head.digest = event.number, event.digest
        return event

    def receive(self, n):
        """One comment from a reader."""
        sent = reception.Submission(
            article_id=self.articles[0].pk,
            name="Nguyễn Thị Lan",
            body=f"{text(n)} Xin cảm ơn.",
            email="",
            consent=self.wording,
            ip=ip_address("203.0.113.0") + n,
            key=reader_keys.generate_key(),
        )
        return reception.receive(sent)


def pages(client):
    listing = reverse("admin:comments_comment_changelist")
    numbers = reverse("admin:comments_comment_statistics")
    today = timezone.localdate()
    year = f"{numbers}?tu={today - timedelta(days=DAYS - 1):%d/%m/%Y}&den={today:%d/%m/%Y}"
    addresses = {
        "statistics, 30 days": numbers,
        "statistics, a year": year,
        "queue": listing,
        "queue, on the site": f"{listing}?muc=da-dang",
        "word rules": reverse("admin:comments_wordrule_changelist"),
        "article page": Comment.objects.first().article.get_absolute_url(),
    }
    return {name: lambda address=address: fetched(client, address) for name, address in addresses.items()}


def fetched(client, address):
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)


def clock():
    """SQLite works in this process, so its time can be told from that of others; a server has to be waited for."""
    return time.process_time() if connection.vendor == "sqlite" else time.perf_counter()


def measure(act, rounds):
    """Queries of one time, and the median of several in milliseconds; the first, which warms up, is not counted."""
    act()
    with CaptureQueriesContext(connection) as queries:
        act()
    times = []
    for _round in range(rounds):
        start = clock()
        act()
        times.append((clock() - start) * 1000)
    return queries.final_queries - queries.initial_queries, statistics.median(times)


def figures_of(house, client, size, rounds):
    numbers = iter(range(size * 10, size * 10 + 1000))
    sample = text(size)
    acts = {
        **pages(client),
        "one comment received": lambda: house.receive(next(numbers) % 200 + size % 7),
        "words of one comment": lambda: word_rules.match_rules(sample),
        "rehearsal": lambda: word_rules.rehearse("sửa nước", also_unaccented=True, user=house.people[0]),
        "purge, nothing due": purge.purge,
    }
    return {name: measure(act, rounds) for name, act in acts.items()}


def throughput():
    """Comments purged and events verified in a second."""
    start = clock()
    done = purge.purge(at=timezone.now() + timedelta(days=91))
    took = clock() - start
    print(f"purged: {done['comments']} comments, {done['addresses']} addresses in {took:.1f} s", end="")
    print(f" ({done['comments'] / took:.0f} comments a second)")
    start = clock()
    verdict = events.verify()
    assert verdict.broken_at is None, verdict
    took = clock() - start
    print(
        f"verified: {verdict.intact_count} events in {took:.1f} s ({verdict.intact_count / took:.0f} a second)"
    )


def run(total, rounds):
    house = House()
    client = Client()
    client.force_login(UserFactory(role=Role.APPROVER))
    figures = {}
    for size in (SMALL, total):
        house.grow(size)
        if size == SMALL:
            purge.purge()
        figures[size] = figures_of(house, client, size, rounds)
    print(f"{connection.vendor}, {total} comments; time as a ratio to {SMALL}; median of {rounds}")
    print(f"{'what':<24}{'queries':>8}{'ms':>9}{'ratio':>8}")
    for name, (queries, milliseconds) in figures[total].items():
        print(f"{name:<24}{queries:>8}{milliseconds:>9.1f}{milliseconds / figures[SMALL][name][1]:>8.1f}")
    throughput()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--comments", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    setup_test_environment(debug=False)
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        run(options.comments, options.rounds)
    finally:
        teardown_databases(databases, verbosity=0)
