"""Anonymisation keeps the text and erases every trace of the person."""

import pytest

from comments import events
from comments.errors import NotAllowed, WrongState
from comments.mail import mail_links
from comments.models import (
    ModerationEvent,
)
from comments.moderation import notes, replies
from comments.retention import anonymisation, legal_holds
from newsroom.core.notices import Notice
from tests.factories import OfficeFactory

from .traces import EARLIER, EMAIL, NAME, WORDS, approve, find_traces

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


class TestErasure:
    def test_text_is_kept_without_the_person(self, comment, secretary, approver):
        notes.add_note(comment, by=secretary, text=f"{NAME}, {EMAIL}")
        approve(comment, secretary)
        draft = replies.draft(
            comment,
            by=secretary,
            version=0,
            body="Văn phòng đã tiếp nhận.",
            office=OfficeFactory(),
            signer="Trần Văn An",
            signer_title="Chánh Văn phòng",
        )
        replies.publish(draft, by=approver, version=1)
        assert Notice.objects.filter(sentence__contains=NAME).exists()
        comment.refresh_from_db()
        known = [NAME, EMAIL, EARLIER, comment.author_hash, comment.ip_hash, comment.ip_ban_hash]
        known += [comment.ip_network_hash, comment.digest_key, comment.secret_hash, comment.receipt_nonce]

        anonymisation.anonymise(comment, by=secretary)

        assert find_traces(*known) == set()
        comment.refresh_from_db()
        assert (comment.name, comment.body, comment.state) == ("Bạn đọc", WORDS, "approved")
        assert events.verify().broken_at is None
        event = ModerationEvent.objects.latest("number")
        assert (event.act, event.by) == ("anonymise", secretary)

    def test_secret_link_stops_working(self, article, send, secretary, client):
        made, secret = send(article)
        anonymisation.anonymise(made, by=secretary)

        assert client.get(f"/y-kien/cua-toi/{secret}/").status_code == 404

    def test_links_in_old_mails_stop_working(self, comment, secretary):
        token = mail_links.make_token(comment.subscription, mail_links.LinkPurpose.END)
        anonymisation.anonymise(comment, by=secretary)

        assert mail_links.find_subscription(token, mail_links.LinkPurpose.END) is None

    def test_needs_a_right(self, comment, moderator):
        with pytest.raises(NotAllowed):
            anonymisation.anonymise(comment, by=moderator)

    def test_second_erasure_is_refused(self, comment, secretary):
        anonymisation.anonymise(comment, by=secretary)

        with pytest.raises(WrongState):
            anonymisation.anonymise(comment, by=secretary)

    def test_comment_under_hold_cannot_be_erased(self, comment, secretary, approver):
        legal_holds.place_hold(comment, by=approver, legal_basis="Công văn 12/CV")

        with pytest.raises(WrongState):
            anonymisation.anonymise(comment, by=secretary)

    def test_name_in_the_text_is_pointed_out(self, article, send):
        signed, _secret = send(article, f"Tôi là {NAME.upper()}, mong được trả lời.", name=NAME)
        plain, _secret = send(article, "Mong được trả lời sớm.", name=NAME)

        assert anonymisation.find_name(signed) == ["text"]
        assert anonymisation.find_name(plain) == []
