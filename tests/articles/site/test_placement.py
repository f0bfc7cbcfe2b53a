"""Placement of articles on the home page: the rules, at fixed moments."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
import time_machine
from django.db import connection

from articles.models import Article, Board, Place, PlacementEvent, Remit, Section, Slot, State
from articles.models.slot import WrittenOnceError
from articles.site import placement
from articles.site.homepage import build_homepage
from newsroom.core.errors import Refusal
from newsroom.core.roles import Role
from tests.factories import ArticleFactory, SectionFactory, UserFactory

pytestmark = pytest.mark.django_db
SEVEN = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)  # 07:00 in Hà Tĩnh
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _seven():
    with time_machine.travel(SEVEN, tick=False):
        yield


@pytest.fixture
def secretary(db):
    return UserFactory(role=Role.SECRETARY, full_name="Bùi Thư Ký")


def article(title, age=1, **fields):
    """Return an article published `age` hours ago, or scheduled if `age` is negative."""
    fields.setdefault("section", Section.objects.first() or SectionFactory())
    return ArticleFactory(title=title, publish_at=SEVEN - age * HOUR, published=True, **fields)


def put(each, place=Place.FEATURED, *, by, section=None, **details):
    version = placement.board_version(section)
    placement.add_slot(each, place, section=section, by=by, version=version, **details)
    return Slot.objects.get(article=each, board__section=section)


def build_home_page(at=SEVEN):
    tree = Section.objects.tree()
    return build_homepage(tree.menu(), tree, Article.objects.public(at), at=at)


def list_titles(articles):
    return [each.title for each in articles]


class TestHomePage:
    def test_without_slots_the_newest_articles_are_shown(self):
        for age in range(1, 8):
            article(f"Bài {age}", age)

        page = build_home_page()

        assert list_titles(page.lead) == ["Bài 1"]
        assert list_titles(page.featured) == ["Bài 2", "Bài 3", "Bài 4"]
        assert list_titles(page.latest) == ["Bài 5", "Bài 6", "Bài 7"]

    def test_article_is_shown_in_its_slot_and_the_newest_fill_the_rest(self, secretary):
        for age in range(1, 6):
            article(f"Bài {age}", age)
        put(article("Tin chính", 500), Place.LEAD, by=secretary)
        put(article("Nổi bật", 400), by=secretary)

        page = build_home_page()

        assert list_titles(page.lead) == ["Tin chính"]
        assert list_titles(page.featured) == ["Nổi bật", "Bài 1", "Bài 2"]
        assert list_titles(page.latest) == ["Bài 3", "Bài 4", "Bài 5"]

    def test_no_article_is_shown_twice(self, secretary):
        main, other = SectionFactory(name="Một"), SectionFactory(name="Hai")
        everything = [article(f"Bài {age}", age, section=main) for age in range(1, 30)]
        everything += [article(f"Khác {age}", age, section=other) for age in range(1, 30)]
        twice = everything[5]
        put(twice, Place.LEAD, by=secretary)
        for section in (main, other):
            put(twice, Place.HEAD, section=section, by=secretary)
            put(everything[25], Place.HEAD, section=section, by=secretary)
        put(everything[0], by=secretary)

        page = build_home_page()

        blocks = [each for _section, articles in page.blocks for each in articles]
        shown = list_titles([*page.lead, *page.featured, *page.latest, *blocks])
        assert len(shown) == len(set(shown)) == 1 + 3 + 5 + 4 + 4
        assert shown.count(everything[25].title) == 1

    def test_pinned_head_of_a_section_leads_its_block(self, secretary):
        main = SectionFactory(name="Một")
        for age in range(1, 20):
            article(f"Bài {age}", age, section=main)
        put(article("Ghim", 900, section=main), Place.HEAD, section=main, by=secretary)

        [(section, block)] = build_home_page().blocks

        assert (section, list_titles(block)) == (main, ["Ghim", "Bài 10", "Bài 11", "Bài 12"])

    def test_newest_list_does_not_take_the_head_of_a_section(self, secretary):
        main = SectionFactory(name="Một")
        put(article("Ghim", 1, section=main), Place.HEAD, section=main, by=secretary)
        for age in range(2, 7):
            article(f"Bài {age}", age, section=main)

        page = build_home_page()

        assert list_titles(page.lead) == ["Bài 2"]
        assert [(section, list_titles(block)) for section, block in page.blocks] == [(main, ["Ghim"])]

    def test_next_slot_takes_the_lead_when_the_first_ends(self, secretary):
        first, second = article("Một", 10), article("Hai", 20)
        put(first, Place.LEAD, by=secretary, until=SEVEN + HOUR)
        put(second, Place.LEAD, by=secretary)

        assert list_titles(build_home_page().lead) == ["Một"]
        assert list_titles(build_home_page(SEVEN + HOUR).lead) == ["Hai"]

    @pytest.mark.parametrize(
        ("moment", "lead"),
        [(SEVEN, "Mới"), (SEVEN + 2 * HOUR - timedelta(seconds=1), "Mới"), (SEVEN + 2 * HOUR, "Hẹn giờ")],
    )
    def test_scheduled_article_is_shown_from_its_minute_on(self, secretary, moment, lead):
        article("Mới", 1)
        put(article("Hẹn giờ", -2), Place.LEAD, by=secretary)

        assert list_titles(build_home_page(moment).lead) == [lead]

    def test_ended_slot_is_filled_by_the_newest(self, secretary):
        article("Mới", 1)
        put(article("Cũ", 500), Place.LEAD, by=secretary, until=SEVEN + HOUR)

        assert list_titles(build_home_page(SEVEN + HOUR - timedelta(seconds=1)).lead) == ["Cũ"]
        assert list_titles(build_home_page(SEVEN + HOUR).lead) == ["Mới"]

    def test_expired_article_is_not_shown(self, secretary):
        article("Mới", 1)
        put(article("Hết hạn", 5, expires_at=SEVEN + HOUR), Place.LEAD, by=secretary)

        page = build_home_page(SEVEN + HOUR)

        assert list_titles(page.lead) == ["Mới"]
        assert "Hết hạn" not in list_titles([*page.featured, *page.latest])

    @pytest.mark.parametrize("state", [State.TAKEN_DOWN, State.AWAITING, State.TRASHED])
    def test_hidden_article_is_not_shown(self, secretary, state):
        article("Mới", 1)
        main = SectionFactory()
        hidden = article("Đã gỡ", 5, section=main)
        put(hidden, Place.LEAD, by=secretary)
        put(hidden, Place.HEAD, section=main, by=secretary)
        Article.objects.filter(pk=hidden.pk).update(state=state)

        page = build_home_page()

        blocks = [each for _section, articles in page.blocks for each in articles]
        assert list_titles([*page.lead, *page.featured, *page.latest, *blocks]) == ["Mới"]

    def test_more_than_three_featured_fall_back_into_the_lists(self, secretary):
        pinned = [article(f"Ghim {n}", n) for n in range(1, 6)]
        for each in pinned:
            put(each, by=secretary)

        page = build_home_page()

        assert list_titles(page.featured) == ["Ghim 1", "Ghim 2", "Ghim 3"]
        assert list_titles([*page.lead, *page.latest]) == ["Ghim 4", "Ghim 5"]


class TestChanging:
    def test_slots_move_up_and_down(self, secretary):
        one, two, three = (put(article(name), by=secretary) for name in ("Một", "Hai", "Ba"))
        put(article("Chính"), Place.LEAD, by=secretary)

        placement.move_slot(three, -1, by=secretary, version=4)
        placement.move_slot(one, +1, by=secretary, version=5)
        placement.move_slot(two, +1, by=secretary, version=6)  # the last one goes no further

        row = Slot.objects.filter(place=Place.FEATURED).order_by("order")
        assert [(slot.article.title, slot.order) for slot in row] == [("Ba", 1), ("Một", 2), ("Hai", 3)]

    def test_every_change_is_recorded_with_person_place_and_time(self, secretary, approver):
        slot = put(article("Một"), by=secretary, until=SEVEN + HOUR)
        placement.set_slot_end(slot, None, by=approver, version=1)
        placement.remove_slot(slot, by=secretary, version=2)

        lines = PlacementEvent.objects.order_by("id").values_list(
            "act", "title", "place", "until", "by", "at"
        )
        assert list(lines) == [
            ("put", "Một", "featured", SEVEN + HOUR, secretary.pk, SEVEN),
            ("timed", "Một", "featured", None, approver.pk, SEVEN),
            ("taken_off", "Một", "featured", None, secretary.pk, SEVEN),
        ]

    def test_history_cannot_be_changed_or_deleted(self, secretary):
        put(article("Một"), by=secretary)
        line = PlacementEvent.objects.get()

        for attempt in (line.save, line.delete, PlacementEvent.objects.all().delete):
            with pytest.raises(WrittenOnceError):
                attempt()
        with pytest.raises(WrittenOnceError):
            PlacementEvent.objects.update(title="x")

    def test_the_history_outlives_the_article(self, secretary):
        each = article("Một", -5)
        put(each, by=secretary)
        each.events.all().delete()

        each.delete()

        assert (Slot.objects.count(), PlacementEvent.objects.get().title) == (0, "Một")

    def test_article_with_an_ended_slot_can_be_placed_again(self, secretary):
        each = article("Một")
        put(each, by=secretary, until=SEVEN + HOUR)

        with time_machine.travel(SEVEN + 2 * HOUR, tick=False):
            put(each, by=secretary)

        assert Slot.objects.get().until is None
        assert [line.act for line in PlacementEvent.objects.order_by("id")] == ["put", "ended", "put"]

    @pytest.mark.parametrize("act", ["put", "move", "end", "removal"])
    def test_stale_version_is_refused(self, secretary, act):
        slot = put(article("Một"), by=secretary)
        other = article("Hai")
        acts = {
            "put": lambda: placement.add_slot(other, Place.LEAD, by=secretary, version=0),
            "move": lambda: placement.move_slot(slot, 1, by=secretary, version=0),
            "end": lambda: placement.set_slot_end(slot, None, by=secretary, version=0),
            "removal": lambda: placement.remove_slot(slot, by=secretary, version=0),
        }

        with pytest.raises(placement.StaleBoard):
            acts[act]()

        assert (Slot.objects.count(), PlacementEvent.objects.count(), placement.board_version(None)) == (
            1,
            1,
            1,
        )

    def test_missing_slot_is_a_conflict(self, secretary):
        slot = put(article("Một"), by=secretary)
        placement.remove_slot(slot, by=secretary, version=1)

        with pytest.raises(placement.StaleBoard):
            placement.remove_slot(slot, by=secretary, version=2)

    def test_invalid_placements_are_refused(self, secretary):
        each = article("Một")
        put(each, by=secretary)
        for refusal, attempt in [
            (placement.AlreadyPlaced, lambda: put(each, Place.LEAD, by=secretary)),
            (placement.EndHasPassed, lambda: put(article("Hai"), by=secretary, until=SEVEN)),
            (placement.NotForReaders, lambda: put(article("Ba"), Place.HEAD, by=secretary)),
            (placement.NotForReaders, lambda: put(ArticleFactory(), by=secretary)),
            (
                placement.NotForReaders,
                lambda: put(article("Hết", 9, expires_at=SEVEN - HOUR), by=secretary),
            ),
        ]:
            with pytest.raises(refusal):
                attempt()
        assert Slot.objects.count() == 1

    def test_number_of_slots_on_a_page_is_limited(self, secretary):
        for number in range(placement.MAX_SLOTS):
            put(article(f"Bài {number}"), by=secretary)

        with pytest.raises(placement.BoardIsFull):
            put(article("Quá nhiều"), by=secretary)


class TestPermissions:
    MAY = {Role.SECRETARY, Role.APPROVER}

    @pytest.mark.parametrize("role", Role)
    def test_roles_allowed_to_arrange_the_home_page(self, role):
        each, user = article("Một"), UserFactory(role=role)
        main = SectionFactory()

        for section, place in ((None, Place.LEAD), (main, Place.HEAD)):
            if role in self.MAY:
                put(each, place, section=section, by=user)
            else:
                with pytest.raises(placement.MayNotArrange):
                    put(each, place, section=section, by=user)

        assert Slot.objects.count() == (2 if role in self.MAY else 0)

    def test_remit_covers_its_sections_but_not_the_home_page(self, secretary):
        own, other = SectionFactory(), SectionFactory()
        below = SectionFactory(parent=own)
        Remit.objects.create(person=secretary, section=own)
        each = article("Một", section=below)

        put(each, Place.HEAD, section=below, by=secretary)
        for section, place in ((None, Place.LEAD), (other, Place.HEAD)):
            with pytest.raises(placement.MayNotArrange):
                put(each, place, section=section, by=secretary)

    def test_article_hidden_from_the_person_cannot_be_placed(self, secretary):
        own = SectionFactory()
        Remit.objects.create(person=secretary, section=own)
        hidden = article("Hẹn giờ nơi khác", -1, section=SectionFactory())

        with pytest.raises(placement.NotForReaders):
            put(hidden, Place.HEAD, section=own, by=secretary)

    def test_closed_account_may_change_nothing(self, secretary):
        secretary.is_active = False

        with pytest.raises(placement.MayNotArrange):
            put(article("Một"), by=secretary)


@pytest.mark.django_db(transaction=True)
def test_one_of_eight_concurrent_placements_succeeds():
    people = [UserFactory(role=Role.SECRETARY) for _n in range(8)]
    articles = [article(f"Bài {number}") for number in range(8)]
    start = Barrier(8)
    done, refused, failed = [], [], []

    def place(person, each):
        start.wait()
        try:
            done.append(placement.add_slot(each, Place.LEAD, by=person, version=0))
        except Refusal as refusal:
            refused.append(type(refusal))
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [Thread(target=place, args=pair) for pair in zip(people, articles, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    assert (len(done), refused) == (1, [placement.StaleBoard] * 7)
    assert (Board.objects.count(), Slot.objects.count(), PlacementEvent.objects.count()) == (1, 1, 1)
