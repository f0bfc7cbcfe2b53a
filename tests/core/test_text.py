"""Vietnamese text: normalisation, search folding, order, slugs."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.core.text import (
    count_syllables,
    fold,
    is_syllable,
    normalize,
    normalize_prose,
    slugify,
    sort_key,
    sort_name,
    symbol_key,
    unify_tones,
)

PARTY_BOARD = "Đảng bộ Thành ủy Hà Tĩnh"

# Any text, and text from what a Vietnamese keyboard, Word and hostile people make.
anything = st.text() | st.text(
    "aAăâĐđÐðƠưủỦuUoOqQyà\u0301\u0302\u0323\u031b-/.,;: \t\r\n\x00\xa0\xad\u200b019zßİtpTP"
)


def decompose(text):
    return unicodedata.normalize("NFD", text)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        pytest.param(PARTY_BOARD, PARTY_BOARD, id="composed letters stay"),
        pytest.param(decompose(PARTY_BOARD), PARTY_BOARD, id="decomposed letters are composed"),
        pytest.param(
            "Tha\u0300nh \u01b0\u0309ng h\u00f4\u0323", "Thành ửng hộ", id="UniKey's compound letters too"
        ),
        pytest.param(
            "  Thành\tủy \r\n Hà\xa0Tĩnh ", "Thành ủy Hà Tĩnh", id="one line, single spaces, trimmed"
        ),
        pytest.param("Hà\u3000Tĩnh\u2028mới\x0bnay", "Hà Tĩnh mới nay", id="rare spaces are spaces"),
        pytest.param("100\xa0km", "100 km", id="no no-break space in a line"),
        pytest.param("\ufeffHà\u200b Tĩ\u00adnh\u200c\u200d", "Hà Tĩnh", id="nothing invisible"),
        pytest.param("Hà\ufffe Tĩnh\uffff", "Hà Tĩnh", id="nothing that Unicode keeps free"),
        pytest.param("H\u200ba\u0300", "Hà", id="nothing invisible between a letter and its mark"),
        pytest.param("Hà\x00 Tĩ\x1bnh\x7f", "Hà Tĩnh", id="no NUL, no controls"),
        pytest.param("gpj\u202eexe", "gpjexe", id="no reversed direction"),
        pytest.param("Hà \ud83d Tĩnh", "Hà Tĩnh", id="no half characters"),
        pytest.param("H\U000e0041à\u2800 \ufffbTĩnh\U000e0100", "Hà Tĩnh", id="no tags, no blank patterns"),
        pytest.param("\u3164\uffa0\u115f\u1160", "", id="no blank letters"),
        pytest.param("Hay ❤\ufe0f", "Hay ❤\ufe0f", id="pictures stay in colour"),
        pytest.param("ĐẢNG ủy Tỉnh", "ĐẢNG ủy Tỉnh", id="case stays"),
        pytest.param("hoà bình, thành uỷ", "hoà bình, thành uỷ", id="the writer's tone place stays"),
        pytest.param("", "", id="nothing stays nothing"),
    ],
)
def test_a_line_is_stored_in_one_form(typed, stored):
    assert normalize(typed) == stored


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Ðảng", "Đảng"),
        ("Ðại hội", "Đại hội"),
        ("ÐẠI HỘI ÐẢNG", "ĐẠI HỘI ĐẢNG"),
        ("ðồng chí ðã ðến", "đồng chí đã đến"),
        ("72/2013/NÐ-CP", "72/2013/NĐ-CP"),
        ("08-QÐi/TW", "08-QĐi/TW"),
        ("HÐND và LÐLÐ tỉnh", "HĐND và LĐLĐ tỉnh"),
        ("Ðắk Lắk", "Đắk Lắk"),
        (decompose("Ðảng"), "Đảng"),
    ],
)
def test_eth_in_a_vietnamese_word_is_our_letter(typed, stored):
    assert normalize(typed) == stored


@pytest.mark.parametrize("name", ["Garður", "Sigurðsson", "Guðmundur", "Seyðisfjörður", "Ðorsteinn", "það"])
def test_eth_in_an_icelandic_name_is_kept(name):
    assert normalize(f"Ông {name} thăm tỉnh") == f"Ông {name} thăm tỉnh"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        pytest.param("một\r\nhai\rba\nbốn", "một\nhai\nba\nbốn", id="one kind of line break"),
        pytest.param("một\u2028hai\x0bba", "một\nhai\nba", id="Word's line breaks too"),
        pytest.param("một\n\n\n\n\n\nhai", "một\n\n\nhai", id="at most two blank lines"),
        pytest.param("một\n\n\nhai", "một\n\n\nhai", id="two blank lines stay"),
        pytest.param("một\n \n\t\n \n \nhai", "một\n\n\nhai", id="lines of spaces are blank"),
        pytest.param("  một  hai \n\tba ", "một hai\nba", id="lines are trimmed"),
        pytest.param("dài 12\xa0km, rộng", "dài 12\xa0km, rộng", id="a unit keeps its no-break space"),
        pytest.param(
            "3\xa0km²; 5\u202ftỷ; 7\xa0%", "3\xa0km²; 5\xa0tỷ; 7\xa0%", id="so do square, sum and share"
        ),
        pytest.param(
            "12\xa0kmx\xa0và 3\xa0phường", "12 kmx và 3 phường", id="other no-break spaces are spaces"
        ),
        pytest.param("Ðảng\u200b\n" + decompose("bộ"), "Đảng\nbộ", id="letters as in a line"),
    ],
)
def test_prose_keeps_its_lines(typed, stored):
    assert normalize_prose(typed) == stored


@pytest.mark.parametrize(
    "written", ["Đảng", "đảng", "ĐẢNG", "dang", decompose("Đảng"), "Ðảng", " Đả\u200bng\xa0"]
)
def test_every_spelling_of_a_word_folds_into_one(written):
    assert fold(written) == "dang"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà", "hòa"),
        ("thành uỷ", "thành ủy"),
        ("Trần Thị Thuý", "tran thi thuy"),
        ("13/2023/ND-CP", "13/2023/NĐ-CP"),
        ("TP.Hà Tĩnh", "TP. Hà Tĩnh"),
        ("TP.Hà Tĩnh", "tp Hà Tĩnh"),
        ("tx.Hồng Lĩnh", "TX Hồng Lĩnh"),
        ("10 km²", "10 km2"),
        ("ﬁlm", "film"),
    ],
)
def test_equivalent_spellings_fold_alike(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        (PARTY_BOARD, "dang bo thanh uy ha tinh"),
        ("Đường Nguyễn Huy Tự", "duong nguyen huy tu"),
        ("Số 05-NQ/TU,\nngày 26/6", "so 05-nq/tu, ngay 26/6"),
        ("http.vn, smtp.vn", "http.vn, smtp.vn"),
        ("Garður, Straße, 北京", "gardur, strasse, 北京"),
    ],
)
def test_text_is_folded_to_plain_letters(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        (PARTY_BOARD, "dang-bo-thanh-uy-ha-tinh"),
        (decompose(PARTY_BOARD), "dang-bo-thanh-uy-ha-tinh"),
        ("đường Nguyễn Huy Tự", "duong-nguyen-huy-tu"),
        ("Ý kiến bạn đọc", "y-kien-ban-doc"),
        ("Ðại hội", "dai-hoi"),
        ("Nghị quyết số 05-NQ/TU", "nghi-quyet-so-05-nq-tu"),
        ("“Hai tốt” – năm 2023…", "hai-tot-nam-2023"),
        ("TP.Hà Tĩnh", "tp-ha-tinh"),
        ("北京 !!!", ""),
    ],
)
def test_slug_is_made_from_a_title(title, slug):
    assert slugify(title) == slug


@pytest.mark.parametrize(
    ("max_length", "slug"),
    [
        (24, "dang-bo-thanh-uy-ha-tinh"),
        (23, "dang-bo-thanh-uy-ha"),
        (19, "dang-bo-thanh-uy-ha"),
        (4, "dang"),
        (3, "dan"),
    ],
)
def test_slug_is_cut_between_words(max_length, slug):
    assert slugify(PARTY_BOARD, max_length=max_length) == slug


@pytest.mark.parametrize(
    ("typed", "unified"),
    [
        ("hoà", "hòa"),
        ("uỷ", "ủy"),
        ("UỶ BAN", "ỦY BAN"),
        ("Thuý", "Thúy"),
        ("khoẻ", "khỏe"),
        ("nguỵ", "ngụy"),
        ("Văn hoá – xã hội", "Văn hóa – xã hội"),
        (decompose("Thành uỷ"), "Thành ủy"),
    ],
)
def test_tone_moves_to_its_older_place(typed, unified):
    assert unify_tones(typed) == unified


@pytest.mark.parametrize(
    "word",
    ["quý", "Quỹ", "QUÝ", "quả", "hoàn", "ngoài", "suýt", "Nguyễn", "khuỷu", "hòa", "ủy", "xoáy", "Huế"],
)
def test_tone_in_its_older_place_is_kept(word):
    assert unify_tones(word) == word


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("05-NQ/TU", "5nqtu"),
        ("05 - NQ/TU", "5nqtu"),
        ("05\u2011NQ/TU", "5nqtu"),
        ("5-NQ/TU", "5nqtu"),
        ("05nqtu", "5nqtu"),
        ("13/2023/ND-CP", "132023ndcp"),
        ("13/2023/NĐ-CP", "132023ndcp"),
        ("13/2023/NÐ-CP", "132023ndcp"),
        ("08-QĐi/TW", "8qditw"),
    ],
)
def test_document_symbol_has_one_form(typed, key):
    assert symbol_key(typed) == key


@pytest.mark.parametrize(
    "in_order",
    [
        ["An", "Ăn", "Ân", "Ba", "Da", "Dy", "Đa", "Đà", "Ê", "Ga"],
        ["e", "ê", "o", "ô", "ơ", "ơn", "p", "u", "ư", "v", "x", "y", "yên", "z", "za"],
        ["nga", "ngà", "ngả", "ngã", "ngá", "ngạ", "ngai", "ngan"],
        ["Bùi Anh", "Bùi Ân"],
        ["bà con", "bá", "bạc"],
        ["Azz", "Ăn", "Âm"],
        ["Phường 2", "Phường 003", "Phường 9", "Phường 10", "Phường 100", "Phường Bắc Hà"],
        ["hòa", "hoạn"],
        ["Đặng", "Đoàn", "Em"],
    ],
)
def test_words_are_in_dictionary_order(in_order):
    backwards = in_order[::-1]

    assert sorted(backwards, key=sort_key) == in_order


def test_order_does_not_depend_on_case_form_or_place_of_the_tone():
    assert sort_key("Hoà") == sort_key(decompose("HÒA"))


def test_people_are_listed_by_given_name():
    in_order = [
        "Trần Văn An",
        "Lê Thị Ân",
        "Nguyễn Hà",
        "Trần Hà",
        "Bùi Thị Hạ",
        "Phan Ngọc Long",
        "Trần Thị Thúy",
    ]
    backwards = in_order[::-1]

    assert sorted(backwards, key=sort_name) == in_order


@pytest.mark.parametrize(("name", "kept"), [("", ""), ("  ", ""), ("Thúy", "thuy4"), ("Đ" * 120, "dz" * 60)])
def test_unusual_names_have_a_sort_name(name, kept):
    assert sort_name(name) == kept


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), (PARTY_BOARD, 6), ("Khoa giáo - Văn hóa", 4), ("Ngày 23/6/2023,\nsố 05-NQ/TU …", 4)],
)
def test_length_is_counted_in_syllables(text, count):
    assert count_syllables(text) == count


@pytest.mark.parametrize(
    "word",
    [
        "nghị",
        "uỷ",
        "ủy",
        "quý",
        "quyết",
        "giữa",
        "gì",
        "giếng",
        "khuỷu",
        "Đắk",
        "NGHIÊNG",
        "oan",
        "yêu",
        "ươm",
        "xoong",
        "ở",
    ],
)
def test_vietnamese_syllables_are_recognised(word):
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word", ["", "ADB", "karaoke", "thàt", "hộí", "Garđur", "cac1", "Niño", "où", "ăâ", "Hà Nội"]
)
def test_other_words_are_not_syllables(word):
    assert not is_syllable(word)


@pytest.mark.parametrize("form", [normalize, normalize_prose, fold, slugify, unify_tones, symbol_key])
@given(text=anything)
def test_normalising_twice_changes_nothing(form, text):
    once = form(text)

    assert form(once) == once


@pytest.mark.parametrize(
    "form", [normalize, normalize_prose, fold, slugify, unify_tones, symbol_key, sort_key]
)
@given(text=anything)
def test_composed_and_decomposed_text_give_the_same(form, text):
    assert form(decompose(text)) == form(unicodedata.normalize("NFC", text))


@given(text=anything)
def test_normal_text_is_composed_and_in_one_line(text):
    line = normalize(text)

    assert unicodedata.is_normalized("NFC", line)
    assert line == " ".join(line.split())
    assert not {"\x00", "\xad", "\u200b", "\ufeff"} & set(line)


@given(text=anything)
def test_prose_and_line_have_the_same_words(text):
    assert normalize(normalize_prose(text)) == normalize(text)


@given(text=anything, max_length=st.integers(1, 20))
def test_slug_fits_a_url(text, max_length):
    slug = slugify(text, max_length=max_length)

    assert len(slug) <= max_length
    assert all(part.isascii() and part.isalnum() and part == part.lower() for part in slug.split("-") if slug)


@given(name=anything)
def test_sort_name_fits_its_column(name):
    assert len(sort_name(name)) <= 120


@given(text=st.text("aăâbđeêơưzAÂĐZ 0123456789àảãáạốửợẫ"))
def test_key_of_vietnamese_is_ascii_so_any_database_orders_it(text):
    assert sort_key(text).isascii()
