"""Conversion of text typed in fonts from before Unicode: TCVN3 (.VnTime) and VNI (VNI-Times).

Such text looks like noise in Latin-1 letters: "thµnh ñy" or "thaønh uûy" for "thành ủy". Convert it before
`text.normalize` runs: TCVN3 writes "ư" as the soft hyphen, which `normalize` drops.
"""

import html
import re
import unicodedata

from .text import TONES, is_syllable

# TCVN 5712:1993 VN3, by code point. It has no capitals with a tone: fonts whose names end in H (.VnTimeH) draw the
# small letters as capitals, and the case is lost; see decode_tcvn3.
TCVN3 = str.maketrans(
    "¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
    "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
)

# VNI for Windows: a letter, then a character for its mark or marks, in the order of TONES.
VNI_TONE = "øûõùï"
VNI_CIRCUMFLEX, VNI_CIRCUMFLEX_TONE = "â", "àåãáä"
VNI_BREVE, VNI_BREVE_TONE = "ê", "èúüéë"
VNI_SINGLE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni_table():
    pairs = {"aâ": "â", "eâ": "ê", "oâ": "ô", "aê": "ă"}
    marks = [
        ("aeouyôö", "aeouyơư", VNI_TONE),
        ("aeo", "âêô", VNI_CIRCUMFLEX_TONE),
        ("a", "ă", VNI_BREVE_TONE),
    ]
    for letters, vowels, tones in marks:
        for letter, vowel in zip(letters, vowels, strict=True):
            for sign, tone in zip(tones, TONES, strict=True):
                pairs[letter + sign] = unicodedata.normalize("NFC", vowel + tone)
    table = VNI_SINGLE | pairs
    capitals = {signs.upper(): letter.upper() for signs, letter in table.items()}
    # The letter decides the case; some keyboards leave the mark small.
    mixed = {signs[0].upper() + signs[1:]: letter.upper() for signs, letter in pairs.items()}
    return table | mixed | capitals


VNI = _vni_table()
VNI_SIGNS = re.compile("|".join(sorted(VNI, key=len, reverse=True)))

WORD = re.compile(r"[^\s\d!-/:-@\[-`{-~‘-”–—…]+")
TAG = re.compile(r"(<[^<>]*>)")
ENTITY = re.compile(r"&#?\w+;")
BLOCK = re.compile(r"(\n|</?(?:p|div|li|h[1-6]|t[dhr]|br|figcaption|blockquote)\b[^<>]*>)", re.IGNORECASE)


def decode_tcvn3(text: str) -> str:
    """Convert TCVN3 to Unicode.

    A capital with a tone becomes small, because the encoding does not distinguish them. A word with two ASCII capitals
    and no small ASCII letter was in capitals and stays so ("HéI NGHÞ").
    """
    return WORD.sub(_in_capitals, text.translate(TCVN3))


def _in_capitals(match):
    plain = [letter for letter in match[0] if letter.isascii()]
    return match[0].upper() if len(plain) > 1 and "".join(plain).isupper() else match[0]


def decode_vni(text: str) -> str:
    """Convert VNI to Unicode."""
    return VNI_SIGNS.sub(lambda match: VNI[match[0]], text)


def legacy_share(text: str) -> float:
    """Return the share of words that become a Vietnamese syllable only when they are converted from TCVN3 or VNI.

    French words have the same letters but hardly ever become one; nor do "Niño", "µg" and "30°C".
    """
    words = _words(text)
    return max(_hidden(words, decode_tcvn3), _hidden(words, decode_vni)) / max(len(words), 1)


def looks_legacy(text: str) -> bool:
    return legacy_share(text) > 0.05


def convert_legacy(text: str) -> str:
    """Return the text in Unicode, converted from the encoding that fits more of it; unchanged when it is not legacy.

    Takes plain text or HTML, in which CKEditor may write a letter as &ntilde;. Tags stay unchanged, and so does every
    paragraph that is in Unicode already: writers paste one old paragraph into a new article.
    """
    spelled_out = ENTITY.sub(_letter, text)
    if not looks_legacy(spelled_out):
        return text
    usual = _encoding(spelled_out)
    return "".join(_convert_block(block, usual) for block in BLOCK.split(spelled_out))


def _letter(entity):
    letter = html.unescape(entity[0])
    return entity[0] if letter.isascii() else letter  # &lt; stays what it is


def _convert_block(block, usual):
    words = _words(block)
    convert = _encoding(block) or usual
    in_unicode = sum(max(word) > "\xff" for word in words)
    if in_unicode > _hidden(words, convert):
        return block
    return "".join(part if TAG.fullmatch(part) else convert(part) for part in TAG.split(block))


def _encoding(text):
    words = _words(text)
    tcvn3, vni = _hidden(words, decode_tcvn3), _hidden(words, decode_vni)
    if tcvn3 == vni == 0:
        return None
    return decode_tcvn3 if tcvn3 >= vni else decode_vni


def _words(text):
    return WORD.findall(TAG.sub(" ", text))


def _hidden(words, convert):
    """Count the words that become Vietnamese only by this conversion."""
    return sum(_is_hidden(word, convert) for word in words)


def _is_hidden(word, convert):
    if word.isascii() or max(word) > "\xff" or word == "µm" or (len(word) == 1 and not word.isalpha()):
        return False
    return not is_syllable(word) and is_syllable(convert(word))
