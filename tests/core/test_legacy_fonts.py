"""Text in TCVN3 and VNI fonts is recognised and converted to Unicode without losing a letter."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.core.legacy_fonts import (
    TCVN3,
    VNI,
    convert_legacy,
    decode_tcvn3,
    decode_vni,
    legacy_share,
    looks_legacy,
)

# Everyone who typed in these fonts knows these by heart.
MOTTO = "Cộng hòa xã hội chủ nghĩa Việt Nam. Độc lập - Tự do - Hạnh phúc"
MOTTO_TCVN3 = "Céng hßa x· héi chñ nghÜa ViÖt Nam. §éc lËp - Tù do - H¹nh phóc"
MOTTO_VNI = "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam. Ñoäc laäp - Töï do - Haïnh phuùc"

TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
SMALL = ["đ"] + [unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in TONES]
SMALL = [letter for letter in SMALL if not letter.isascii()]
CAPITALS = [letter.upper() for letter in SMALL]

FRENCH = """
Les élèves de l'école française étaient très heureux d'être là où leur maître les avait conduits. À l'été,
la forêt s'étend jusqu'à la côte, où le goût du café brûlé se mêle à celui de l'août. Noël, Moïse, maïs, ça
et là, dû, sûr, mûr, hôtel, île, connaît, reçu, garçon, façade, Citroën, pâte, théâtre, bientôt,
«guillemets», œuvre, haïr, aiguë, ambiguïté, déjà, voilà, près, père, mère, lycée, santé, côté
"""

ARTICLE = """
Ban Tuyên giáo Thành ủy tổ chức Hội nghị giao ban khối Khoa giáo - Văn hóa
EmailPrintAa
18:15 26/06/2023
Chiều ngày 23/6/2023, Ban Tuyên giáo Thành ủy Hà Tĩnh tổ chức Hội nghị giao ban khối Khoa giáo - Văn hóa.
Đồng chí Phan Ngọc Long Phó Bí thư Thường trực Tỉnh ủy phát biểu tại Hội nghị
Báo cáo và các ý kiến thảo luận tại Hội nghị đã nêu bật những kết quả đạt được, hạn chế, khó khăn và
nguyên nhân, đề ra giải pháp khắc phục, phối hợp tham mưu thực hiện nhiệm vụ khoa giáo trong thời gian
tới.
Trong 6 tháng đầu năm, Ban Tuyên giáo Thành ủy đã tập trung tham mưu cho cấp ủy lãnh đạo, chỉ đạo và phối
hợp các ngành trong khối khoa giáo tiếp tục tổ chức thực hiện có hiệu quả các nghị quyết, chỉ thị, kết
luận của Trung ương; các nghị quyết chuyên đề của Thành ủy và chủ đề học tập, làm theo tư tưởng, đạo đức,
phong cách Hồ Chí Minh năm năm 2023…, góp phần thực hiện các mục tiêu, nhiệm vụ của thành phố. Trong đó,
tiếp tục tập trung tham mưu chỉ đạo thực hiện các phong trào thi đua của ngành giáo dục và đào tạo, trọng
tâm là phong trào thi đua “Hai tốt”, phong trào thi đua “Đổi mới, sáng tạo trong quản lý, giảng dạy và
học tập”, xây dựng “Trường học hạnh phúc”. Duy trì tốt công tác khám, chữa bệnh, chăm sóc sức khỏe ban
đầu cho Nhân dân, tăng cường cơ sở vật chất, chất lượng đội ngũ y bác sỹ để phục vụ bệnh nhân đến khám và
điều trị; thực hiện nghiêm các quy định về y đức, kỷ luật kỷ cương hành chính; thực hiện tốt các quy chế
chuyên môn; công tác chuyển tuyến; công tác khám tạo lập hồ sơ sức khỏe điện tử toàn dân được quan tâm
thực hiện. Chủ động xây dựng kế hoạch hoạt động lĩnh vực văn hóa; làm tốt công tác thông tin tuyên
truyền. Phối hợp với các ban, ngành, đoàn thể tổ chức tuyên truyền, phổ biến sâu rộng chủ trương của
Đảng, chính sách, pháp luật của Nhà nước, chủ trương của Trung ương, của tỉnh đến toàn thể cán bộ, công
chức, người lao động, lực lượng vũ trang và toàn thể Nhân dân bằng nhiều hình thức. Công tác bảo vệ môi
trường được chú trọng, thường xuyên tổ chức các hoạt động tuyên truyền, giáo dục, nâng cao nhận thức cộng
đồng về bảo vệ môi trường, bước đầu thực hiện hiệu quả Đề án thu gom, xử lý rác thải trên địa bàn...
Đại biểu phát biểu tại Hội nghị
Bên cạnh kết quả đạt được, công tác khoa giáo vẫn còn một số khó khăn, vướng mắc, như: Việc theo dõi,
định hướng hoạt động khoa giáo thiếu đội ngũ cán bộ chuyên sâu, đặc biệt là cán bộ ngành y tế. Công tác
phối hợp kiểm tra, xử lý các loại hình dịch vụ văn hóa - thông tin nhất là công tác kiểm tra hoạt động
quảng cáo, kinh doanh dịch vụ karaoke trên địa bàn các phường chưa thường xuyên, liên tục…
Kết luận Hội nghị, đồng chí Phan Ngọc Long, Phó Bí thư Thường trực Thành ủy ghi nhận, đánh giá cao sự nỗ
lực của các ngành thuộc khối Khoa giáo - Văn hóa đã vượt qua khó khăn, hoàn thành nhiệm vụ chính trị, góp
phần vào kết quả chung của Thành phố trong 6 tháng đầu năm. Trong thời gian tới, Thành phố tiếp tục đẩy
nhanh triển khai nhiệm vụ chiến lược, quan trọng, như: Mở rộng địa giới hành chính; điều chỉnh quy hoạch
chung Thành phố, hoàn thành các quy hoạch phân khu, triển khai các hạ tầng giao thông chiến lược, Dự án
Hạ tầng ưu tiên và phát triển đô thị thích ứng với biến đổi khí hậu thành phố Hà Tĩnh (vốn vay ADB), nâng
cao các tiêu chí đô thị loại II, xây dựng đô thị văn minh, nông thôn mới kiểu mẫu, cải cách hành chính,
nâng cao chất lượng đội ngũ cán bộ…, đang đặt ra nhiều nhiệm vụ nặng nề, cần phải nỗ lực, tập trung cao
lãnh đạo, chỉ đạo, thực hiện, do vậy các ngành trong khối cần tiếp tục bám sát nhiệm vụ được giao, hướng
dẫn của Ban Tuyên giáo Tỉnh ủy, chủ động tham mưu Ban Thường vụ Thành ủy, Ủy ban nhân dân thành phố lãnh
đạo, chỉ đạo, nâng cao chất lượng hiệu quả công tác khoa giáo và nhiệm vụ chuyên môn từng ngành, từng
lĩnh vực, góp phần thực hiện thắng lợi mục tiêu, nhiệm vụ năm 2023.
Trần Thị Thúy (Văn phòng Thành ủy Hà Tĩnh)
Ý kiến bạn đọc
"""


def encode_tcvn3(text):
    """Encode a text in TCVN3, where a capital with a tone is the small letter in a font of capitals."""
    code_of = {chr(letter): chr(code) for code, letter in TCVN3.items()}
    return "".join(code_of.get(letter) or code_of.get(letter.lower()) or letter for letter in text)


def lower_toned_capitals(text):
    """Return the text as TCVN3 can store it: toned capitals become small letters."""
    return "".join(decode_tcvn3(encode_tcvn3(letter)) for letter in text)


def encode_vni(text):
    signs_of = {letter: signs for signs, letter in VNI.items() if signs in (signs.lower(), signs.upper())}
    return "".join(signs_of.get(letter, letter) for letter in text)


def test_alphabet_has_67_small_letters():
    assert (len(SMALL), len(set(SMALL))) == (67, 67)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (MOTTO_TCVN3, MOTTO),
        ("thµnh ñy hµ tÜnh tæ chøc héi nghÞ", "thành ủy hà tĩnh tổ chức hội nghị"),
        ("T\xad t\xadëng, ®\xadêng lèi", "Tư tưởng, đường lối"),
        ("HéI NGHÞ §¶NG Bé", "HỘI NGHỊ ĐẢNG Bộ"),
        ("¡n, ¢n, £, ¤ng, ¥n, ¦u", "Ăn, Ân, Ê, Ông, Ơn, Ưu"),
    ],
)
def test_tcvn3_is_decoded(typed, meant):
    assert decode_tcvn3(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (MOTTO_VNI, MOTTO),
        ("Thaønh uûy Haø Tónh toå chöùc hoäi nghò", "Thành ủy Hà Tĩnh tổ chức hội nghị"),
        ("ÑAÛNG BOÄ THAØNH UÛY", "ĐẢNG BỘ THÀNH ỦY"),
        ("ÑAûNG Uûy", "ĐẢNG Ủy"),
        (
            "nöôùc, nguyeãn, thöù baûy, kyø, lyù, tyû, myõ, kî, chæ",
            "nước, nguyễn, thứ bảy, kỳ, lý, tỷ, mỹ, kỵ, chỉ",
        ),
    ],
)
def test_vni_is_decoded(typed, meant):
    assert decode_vni(typed) == meant


@pytest.mark.parametrize(
    ("meant", "tcvn3", "vni"),
    [
        ("à ả ã á ạ", "µ ¶ · ¸ ¹", "aø aû aõ aù aï"),
        ("ă ằ ẳ ẵ ắ ặ", "¨ » ¼ ½ ¾ Æ", "aê aè aú aü aé aë"),
        ("â ầ ẩ ẫ ấ ậ", "© Ç È É Ê Ë", "aâ aà aå aã aá aä"),
        ("è ẻ ẽ é ẹ", "Ì Î Ï Ð Ñ", "eø eû eõ eù eï"),
        ("ê ề ể ễ ế ệ", "ª Ò Ó Ô Õ Ö", "eâ eà eå eã eá eä"),
        ("ì ỉ ĩ í ị", "× Ø Ü Ý Þ", "ì æ ó í ò"),
        ("ò ỏ õ ó ọ", "ß á â ã ä", "oø oû oõ où oï"),
        ("ô ồ ổ ỗ ố ộ", "« å æ ç è é", "oâ oà oå oã oá oä"),
        ("ơ ờ ở ỡ ớ ợ", "¬ ê ë ì í î", "ô ôø ôû ôõ ôù ôï"),
        ("ù ủ ũ ú ụ", "ï ñ ò ó ô", "uø uû uõ uù uï"),
        ("ư ừ ử ữ ứ ự", "\xad õ ö ÷ ø ù", "ö öø öû öõ öù öï"),
        ("ỳ ỷ ỹ ý ỵ đ", "ú û ü ý þ ®", "yø yû yõ yù î ñ"),
    ],
)
def test_each_letter_is_in_both_tables(meant, tcvn3, vni):
    assert (decode_tcvn3(tcvn3), decode_vni(vni), decode_vni(vni.upper())) == (meant, meant, meant.upper())


def test_every_small_letter_survives_tcvn3():
    assert [decode_tcvn3(encode_tcvn3(letter)) for letter in SMALL] == SMALL
    assert len(set(map(encode_tcvn3, SMALL))) == 67


def test_seven_capitals_survive_tcvn3_and_toned_ones_become_small():
    kept = [letter for letter in CAPITALS if decode_tcvn3(encode_tcvn3(letter)) == letter]
    others = [letter for letter in CAPITALS if letter not in kept]

    assert sorted(kept) == sorted("ĂÂÊÔƠƯĐ")
    assert [decode_tcvn3(encode_tcvn3(letter)) for letter in others] == [letter.lower() for letter in others]


def test_every_letter_survives_vni():
    letters = SMALL + CAPITALS

    assert [decode_vni(encode_vni(letter)) for letter in letters] == letters
    assert len(set(map(encode_vni, letters))) == 134


def test_article_survives_both_encodings():
    assert convert_legacy(encode_tcvn3(ARTICLE)) == lower_toned_capitals(ARTICLE)
    assert convert_legacy(encode_vni(ARTICLE)) == ARTICLE


def test_legacy_share_of_an_article_is_computed():
    assert legacy_share(ARTICLE) == 0
    assert 0.7 < legacy_share(encode_tcvn3(ARTICLE)) < 0.8
    assert 0.7 < legacy_share(encode_vni(ARTICLE)) < 0.85


@pytest.mark.parametrize(
    "text",
    [
        MOTTO_TCVN3,
        MOTTO_VNI,
        "thµnh ñy hµ tÜnh tæ chøc héi nghÞ",
        "Héi nghÞ",
        "Hoäi nghò",
        "HéI NGHÞ GIAO BAN",
        "T\xad t\xadëng",
    ],
)
def test_legacy_font_is_recognised_in_a_title(text):
    assert looks_legacy(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5 %",
        ARTICLE,
        unicodedata.normalize("NFD", ARTICLE),
        "hoàn toàn thoát khoá ngoài quá",
        FRENCH,
        "El Niño",
        "Nhiệt độ 39°C, bụi 12 µg/m³, màng lọc 5 µm, 30 km², 3×4, ½ số phường",
        "<p>Hà&nbsp;Tĩnh &copy;</p>",
        "Windows® © 2023 · §5 «Hai tốt»",
        "Søren Kierkegaard, Curaçao, Straße, Garður, Þorsteinn",
        "Die Straße führt über die Brücke nach Köln, wo Mädchen Bäume pflücken",
        "ông Gonçalves, bà Muñoz và café Noël",
        "Dân tộc Mnông, Brâu, H'Mông ở Krông Pắc, Êa Kar",
    ],
)
def test_unicode_text_is_not_taken_for_a_legacy_font(text):
    assert not looks_legacy(text)
    assert convert_legacy(text) == text


def test_tags_are_kept_and_entities_are_decoded_as_letters():
    html = (
        "<p>Th&micro;nh <strong>&ntilde;y</strong> t&aelig; ch&oslash;c "
        '<a href="/é">h&eacute;i ngh&THORN;</a> &lt;5&nbsp;%</p>'
    )

    converted = convert_legacy(html)

    assert converted.replace("\xa0", " ") == (
        '<p>Thành <strong>ủy</strong> tổ chức <a href="/é">hội nghị</a> &lt;5 %</p>'
    )


@pytest.mark.parametrize("old", [MOTTO_TCVN3, MOTTO_VNI])
def test_single_paragraph_in_a_legacy_font_is_converted(old):
    new = "Các đồng chí có ý kiến là đúng, ông Phó Bí thư nói."

    assert convert_legacy(f"<p>{new}</p><p>{old}</p>\n{new}") == f"<p>{new}</p><p>{MOTTO}</p>\n{new}"


def test_both_legacy_fonts_in_one_text_are_converted():
    assert convert_legacy(f"{MOTTO_TCVN3}\n{MOTTO_VNI}") == f"{MOTTO}\n{MOTTO}"


@given(words=st.lists(st.sampled_from(ARTICLE.split()), min_size=12))
def test_words_of_the_article_in_any_order_have_no_legacy_share(words):
    assert legacy_share(" ".join(words)) == 0


@given(text=st.text())
def test_any_text_has_a_share_between_0_and_1(text):
    assert 0 <= legacy_share(text) <= 1
    assert isinstance(convert_legacy(text), str)
