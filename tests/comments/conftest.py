from ipaddress import ip_address

import pytest

from comments.intake import reader_keys, reception, word_rules
from comments.models import ConsentWording
from newsroom.core.roles import Role
from tests.factories import ArticleFactory, UserFactory

from .reader import browser

HERE = ip_address("203.0.113.7")


@pytest.fixture(autouse=True)
def _no_rules_of_another_test():
    """Frozen clocks give two tests the same stamp."""
    word_rules._cache["stamp"] = None


@pytest.fixture
def article(db):
    return ArticleFactory(title="Thành phố thêm hai công viên", published=True)


@pytest.fixture
def moderator(db):
    return UserFactory(role=Role.MODERATOR, full_name="Hoàng Thị Kiểm")


@pytest.fixture
def secretary(db):
    return UserFactory(role=Role.SECRETARY, full_name="Vũ Văn Thư")


@pytest.fixture
def approver(db):
    return UserFactory(role=Role.APPROVER, full_name="Phạm Văn Duyệt")


@pytest.fixture
def send(db):
    """Return a function that sends a comment as a reader would and returns what `reception.receive` does."""

    def sent(article, body="Công viên mới rất đẹp, cảm ơn thành phố.", *, at=None, **fields):
        fields = {
            "name": "Nguyễn Thị Lan",
            "email": "",
            "consent": ConsentWording.current(),
            "ip": HERE,
            "key": reader_keys.generate_key(),
            **fields,
        }
        return reception.receive(reception.Submission(article_id=article.pk, body=body, **fields), at=at)

    return sent


@pytest.fixture
def reader():
    """Return the browser of a reader without script, on our own pages."""
    return browser()
