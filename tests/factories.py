"""Factories: each makes the smallest valid object."""

import factory
from django.db import transaction
from django.utils import timezone

from articles import workflow
from articles.editing import history
from articles.models import Article, Author, Byline, Office, Photo, Section, State
from comments import events, moderation
from comments import models as comments
from comments.intake import reader_keys
from comments.models import Comment, ConsentWording
from newsroom.core import roles
from newsroom.core.accounts import User
from newsroom.core.roles import Role


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"nguoi-{n}")
    full_name = "Nguyễn Văn Nam"
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.vn")
    password = factory.django.Password("mat-khau-de-thu")
    is_staff = True

    @factory.post_generation
    def role(self, create, role, **kwargs):
        if role:
            self.groups.add(roles.get_group(role))


class SectionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Section

    name = factory.Sequence(lambda n: f"Chuyên mục {n}")


class OfficeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Office

    name = factory.Sequence(lambda n: f"Đơn vị {n}")


class AuthorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Author

    name = "Trần Thị Thúy"
    office = factory.SubFactory(OfficeFactory)


class PhotoFactory(factory.django.DjangoModelFactory):
    """A row only; tests of files go through articles.editing.photos.store_photo."""

    class Meta:
        model = Photo

    key = factory.Sequence(lambda n: f"{n:016x}")
    checksum = factory.Sequence(lambda n: f"{n:064x}")
    file_name = "anh.jpg"
    width = 1600
    height = 1067
    alt = "Quang cảnh hội nghị"
    uploaded_by = factory.SubFactory(UserFactory)


class ArticleFactory(factory.django.DjangoModelFactory):
    """A complete draft, or an article in another `state`; `published=True` goes through the workflow."""

    class Meta:
        model = Article
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Hội nghị giao ban lần {n}")
    lead = "Chiều ngày 23/6/2023, Ban Tuyên giáo Thành ủy tổ chức hội nghị."
    body = "<p>Hội nghị đã nêu bật những kết quả đạt được.</p>"
    section = factory.SubFactory(SectionFactory)
    created_by = factory.SubFactory(UserFactory, role=Role.WRITER)

    @factory.post_generation
    def author(self, create, author, **kwargs):
        if author is not False:
            Byline.objects.create(article=self, author=author or AuthorFactory())
        history.save_version(self, by=self.created_by)

    @factory.post_generation
    def published(self, create, published, **kwargs):
        if published:
            self.publish_at = self.publish_at or timezone.now()
            self.state = State.AWAITING
            self.save_state()
            # In its time: nobody can publish what has expired.
            release(self, at=min(timezone.now(), self.publish_at) if self.expires_at else None)
            self.refresh_from_db()


class EveryCode:
    """A set that contains every warning code."""

    def __contains__(self, code):
        return True


def release(article, by=None, at=None, **details):
    """Publish what waits for approval, whatever the warnings."""
    by = by or UserFactory(role=Role.APPROVER)
    return workflow.publish(article, by=by, version=article.version, confirmed=EveryCode(), at=at, **details)


class CommentFactory(factory.django.DjangoModelFactory):
    """A comment that waits; `shown=True` lets a moderator show it. New ones come in by comments.intake.reception."""

    class Meta:
        model = Comment
        skip_postgeneration_save = True

    article = factory.SubFactory(ArticleFactory, published=True)
    name = "Nguyễn Thị Lan"
    body = factory.Sequence(lambda n: f"Bài viết rất hay, tôi đồng ý với ý kiến số {n} của hội nghị.")
    consent = factory.LazyFunction(ConsentWording.current)
    state = comments.State.PENDING
    key = factory.LazyFunction(reader_keys.generate_key)
    receipt_nonce = factory.LazyFunction(reader_keys.generate_nonce)
    digest_key = factory.LazyFunction(reader_keys.generate_key)
    author_hash = factory.LazyAttribute(lambda comment: reader_keys.hash_secret(comment.key))
    secret_hash = factory.LazyAttribute(
        lambda comment: reader_keys.hash_secret(reader_keys.derive_secret(comment.key, comment.receipt_nonce))
    )

    @classmethod
    def _create(cls, model, *args, key, **kwargs):
        comment = super()._create(model, *args, **kwargs)
        with transaction.atomic():
            events.add(comment, "receive", source="", by=None, at=comment.created_at)
        comment.key, comment.secret = key, reader_keys.derive_secret(key, comment.receipt_nonce)
        return comment

    @factory.post_generation
    def shown(self, create, shown, **kwargs):
        if shown:
            by = shown if isinstance(shown, User) else UserFactory(role=Role.MODERATOR)
            moderation.decide(self, moderation.APPROVE, by=by, version=self.version)
            self.refresh_from_db()
