"""The audit log: its entries, the right to read it, its export; nobody can change it."""

import csv
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.urls import reverse

from newsroom.core import roles
from newsroom.core.audit import AuditEntry, ReadOnly
from newsroom.core.identity import SiteIdentity
from newsroom.core.roles import Role
from tests.factories import OfficeFactory, SectionFactory, UserFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/core/auditentry/"


@pytest.fixture
def administrator(client):
    user = UserFactory(role=Role.ADMINISTRATOR, full_name="Lưu Thạch An")
    client.force_login(user)
    return user


def read_entry():
    return AuditEntry.objects.latest("pk")


def changed_fields():
    return {row["field"]: (row["old"], row["new"]) for row in read_entry().changes}


class TestEntries:
    def test_new_record_is_logged_with_its_values(self):
        SectionFactory(name="Khoa giáo")

        assert (read_entry().kind, read_entry().act, read_entry().name) == (
            "articles.section",
            "created",
            "Khoa giáo",
        )
        assert changed_fields()["name"] == ("", "Khoa giáo")

    def test_change_is_logged_with_old_and_new_value(self):
        parent = SectionFactory(name="Xây dựng Đảng")
        section = SectionFactory(name="Khoa giáo")
        section.name, section.parent, section.is_in_menu = "Khoa giáo - Văn hóa", parent, False
        section.save()

        assert changed_fields() == {
            "name": ("Khoa giáo", "Khoa giáo - Văn hóa"),
            "parent": ("", "Xây dựng Đảng"),
            "is_in_menu": ("có", "không"),
        }

    def test_saving_without_a_change_logs_nothing(self):
        office = OfficeFactory()
        before = AuditEntry.objects.count()

        type(office).objects.get(pk=office.pk).save()

        assert AuditEntry.objects.count() == before

    def test_deletion_is_logged_with_the_old_values(self):
        office = OfficeFactory(name="Ban Dân vận")
        office.delete()

        assert (read_entry().act, read_entry().name) == ("deleted", "Ban Dân vận")
        assert changed_fields()["name"] == ("Ban Dân vận", "")

    def test_added_and_removed_roles_are_logged(self):
        user = UserFactory(role=Role.WRITER)
        assert changed_fields() == {"groups": ("", "Cộng tác viên")}

        user.groups.set([roles.get_group(Role.EDITOR)])

        assert changed_fields()["groups"][1] == "Biên tập viên"

    def test_new_password_is_logged_without_its_value(self):
        user = UserFactory()
        user.set_password("mat-khau-rat-kin")
        user.save()

        assert changed_fields() == {"password": ("", "đã đặt lại")}
        assert not [change for change in AuditEntry.objects.all() if "mat-khau" in str(change.changes)]

    def test_sign_in_is_not_logged(self, client):
        user = UserFactory()
        before = AuditEntry.objects.count()

        client.force_login(user)

        assert AuditEntry.objects.count() == before

    def test_person_and_request_are_logged(self, client, administrator):
        identity = SiteIdentity(name="Thành ủy")
        identity.save()
        assert read_entry().by is None  # a command

        address = reverse("admin:core_user_change", args=[UserFactory(role=Role.WRITER).pk])
        fields = {"username": "moi", "full_name": "Tên mới", "email": "a@example.vn", "language": "vi"}
        client.post(address, {**fields, "is_active": "on", "groups": [roles.get_group(Role.EDITOR).pk]})

        changes = AuditEntry.objects.filter(by=administrator)
        assert {row["field"] for change in changes for row in change.changes} >= {"full_name", "groups"}
        assert len({change.action_id for change in changes}) == 1


class TestReadOnly:
    def test_entries_cannot_be_changed_in_code(self):
        SectionFactory()
        for attempt in (read_entry().save, read_entry().delete, AuditEntry.objects.all().delete):
            with pytest.raises(ReadOnly):
                attempt()
        with pytest.raises(ReadOnly):
            AuditEntry.objects.update(name="x")

    def test_entries_cannot_be_changed_in_the_admin(self, client):
        client.force_login(UserFactory(is_superuser=True))
        SectionFactory()
        for name, args in (("add", []), ("change", [read_entry().pk]), ("delete", [read_entry().pk])):
            assert (
                client.post(reverse(f"admin:core_auditentry_{name}", args=args), {"name": "x"}).status_code
                == 403
            )


class TestReading:
    @pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
    def test_log_is_shown_to_administrators_alone(self, client, role):
        client.force_login(UserFactory(role=role))

        for address in (LIST, f"{LIST}export/xlsx/", f"{LIST}export/csv/"):
            assert client.get(address).status_code == 403

    def test_log_has_search_and_filters(self, client, administrator):
        SectionFactory(name="Khoa giáo")
        OfficeFactory(name="Ban Tổ chức")

        found = client.get(LIST, {"q": "khoa giao"}).content.decode()
        narrowed = client.get(LIST, {"kind": "articles.office"}).content.decode()

        assert "Khoa giáo" in found
        assert "Ban Tổ chức" not in found
        assert "Ban Tổ chức" in narrowed
        assert "Khoa giáo" not in narrowed

    def test_list_takes_a_constant_number_of_queries(
        self, client, administrator, django_assert_max_num_queries
    ):
        SectionFactory.create_batch(20)

        with django_assert_max_num_queries(10):
            client.get(LIST)


class TestExport:
    def test_export_holds_the_rows_of_the_list(self, client, administrator):
        SectionFactory(name="Khoa giáo")
        OfficeFactory(name="Ban Tổ chức")

        response = client.get(f"{LIST}export/csv/", {"kind": "articles.office"})

        text = b"".join(response.streaming_content).decode("utf-8-sig")
        assert "Ban Tổ chức" in text
        assert "Khoa giáo" not in text
        header, *lines = csv.reader(StringIO(text))
        assert len(header) == 8
        assert all(len(line) == 8 for line in lines)

    def test_no_cell_is_a_formula(self, client, administrator):
        OfficeFactory(name="=HYPERLINK(1)")

        text = b"".join(client.get(f"{LIST}export/csv/").streaming_content).decode("utf-8-sig")
        book = BytesIO(b"".join(client.get(f"{LIST}export/xlsx/").streaming_content))

        assert "'=HYPERLINK(1)" in text
        assert [cell for line in csv.reader(StringIO(text)) for cell in line if cell.startswith("=")] == []
        with ZipFile(book) as parts:
            sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        assert "HYPERLINK" in sheet
        assert "<f>" not in sheet

    def test_unknown_format_is_404(self, client, administrator):
        assert client.get(f"{LIST}export/exe/").status_code == 404
