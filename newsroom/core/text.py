"""Vietnamese text: the one way in, and the forms in which it is compared, ordered and addressed.

Pure functions of their text. Case changes only in what is made for machines: fold, slugify and the keys.
"""

import re
import unicodedata

# Marks of the five tones, in dictionary order: ngà ngả ngã ngá ngạ.
TONES = "\u0300\u0309\u0303\u0301\u0323"
PLAIN_VOWELS = "aăâeêioôơuưy"
# "ấ": ("â", 4); every vowel that carries a tone, in both cases.
TONED = {
    unicodedata.normalize("NFC", vowel + tone): (vowel, number)
    for vowel in PLAIN_VOWELS + PLAIN_VOWELS.upper()
    for number, tone in enumerate(TONES, start=1)
}
WITHOUT_TONE = str.maketrans({letter: vowel for letter, (vowel, number) in TONED.items()})

# What nobody sees and nothing may depend on: controls (but line breaks and tabs are spaces), soft hyphen,
# grapheme joiner, zero-width and direction marks, byte order mark, halves of surrogate pairs (unstorable), what
# Unicode keeps free; the letters, patterns and tags that are blank, variants of letters (but not of pictures:
# U+FE0E, U+FE0F).
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff"
    "\u115f\u1160\u2800\u3164\ufe00-\ufe0d\uffa0\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e01ef]"
)
# What XML 1.0 cannot hold, even escaped.
NOT_IN_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])
LINE_BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
MANY_BLANK_LINES = re.compile(r"\n{4,}")
UNITS = (
    "% ‰ °C mm cm dm m m2 m3 m² m³ km km2 km² ha g kg tạ tấn yến ml l lít W kW MW kWh V Hz "
    "đ đồng VNĐ VND USD nghìn ngàn triệu tỷ tỉ giờ phút giây ngày tháng năm tuổi"
)
SPACE_BEFORE_UNIT = re.compile(rf"(?<=\d)[\xa0\u202f](?=(?:{'|'.join(UNITS.split())})(?!\w))")

SYLLABLE = re.compile(
    "(?:b|ch?|d|đr?|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|qu|r|s|t[hr]?|v|x)?"
    "(?:"
    "(?:oa|oe|uê|uơ|uy|[aeêioôơuưy]|oă|uâ|uyê|iê|yê|uô|ươ|oo|[ăâ])(?P<final>[ckpt]|ch|m|ng?|nh)"
    "|oai|oay|oao|oeo|uây|uyu|uya|iêu|yêu|uôi|ươi|ươu|ai|ao|au|ay|âu|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu|ia|ua|ưa"
    "|oa|oe|uê|uơ|uy|[aeêioôơuưy]"
    ")"
)
WORD_WITH_ETH = re.compile(r"(?<![^\W\d_])[^\W\d_]*[Ðð][^\W\d_]*")
# HÐND, NÐ, QÐi: capitals without a vowel of their own, but for the U of "ủy" and the "i" of Party decisions.
ABBREVIATION_WITH_ETH = re.compile(r"[BCDGHKLMNPQRSTUVXĐƯÐ]+i?")


def is_syllable(word: str) -> bool:
    """Is it written like one Vietnamese syllable: "nghị", "uỷ", "Đắk"? Of shape, not of meaning."""
    tones = [TONED[letter][1] for letter in word if letter in TONED]
    shape = SYLLABLE.fullmatch(word.translate(WITHOUT_TONE).lower())
    if not shape or len(tones) > 1:
        return False
    # A syllable that ends in c, ch, k, p or t is said with the acute or the dot below only.
    stopped = shape["final"] in ("c", "ch", "k", "p", "t")
    return not (stopped and tones and tones[0] < 4)


def _mend_eth(match: re.Match) -> str:
    word = match[0]
    mended = word.replace("Ð", "Đ").replace("ð", "đ")
    return mended if is_syllable(mended) or ABBREVIATION_WITH_ETH.fullmatch(word) else word


def _compose(text: str) -> str:
    """Composed letters, nothing invisible, and Đ where old fonts left the Icelandic eth (Ðảng, NÐ-CP).

    An eth becomes Đ when its word is then a Vietnamese syllable or an abbreviation in capitals. No Icelandic
    word begins with it and no syllable of ours has it elsewhere, so "Garður", "Sigurðsson" and an odd
    "Ðorsteinn" stay. An Icelandic "GUÐ" in capitals does not; a newsroom here writes HÐND every day.
    """
    text = unicodedata.normalize("NFC", INVISIBLE.sub("", text))
    return WORD_WITH_ETH.sub(_mend_eth, text) if "Ð" in text or "ð" in text else text


def normalize(text: str) -> str:
    """One line as we store it: composed, every run of spaces, tabs and line breaks one space, trimmed.

    Text in an old font must be converted first (`ground.legacy`): TCVN3 writes "ư" as the soft hyphen.
    """
    return " ".join(_compose(text).split())


def normalize_prose(text: str) -> str:
    """Lines as we store them: like `normalize`, but line breaks stay (at most two blank lines together).

    So does the no-break space between a number and its unit.
    """
    text = SPACE_BEFORE_UNIT.sub("\0", _compose(text))  # no NUL is left in composed text
    lines = (" ".join(line.split()) for line in LINE_BREAK.split(text))
    return MANY_BLANK_LINES.sub("\n\n\n", "\n".join(lines).replace("\0", "\xa0")).strip()


def drop_invalid_xml(text: str) -> str:
    """A text as a feed can hold it. By our doors nothing else comes in; one that came in by an import that went round
    them would break the feed for all."""
    return text.translate(NOT_IN_XML)


MARKS = re.compile("[\u0300-\u036f]+")
CITY = re.compile(r"\b(tp|tx|tt)\.\s*")


def fold(text: str) -> str:
    """For searching and comparing: no marks, đ as d, small letters, single spaces.

    So Đảng, ĐẢNG and dang are one, and so are hòa and hoà. "TP.Hà Tĩnh", "TP. Hà Tĩnh" and "TP Hà Tĩnh" are
    one too (likewise TX, TT), lest the city hide in the word "tp.ha".
    """
    text = MARKS.sub("", unicodedata.normalize("NFKD", normalize(text)))
    text = text.casefold().replace("đ", "d").replace("ð", "d")
    return " ".join(CITY.sub(r"\1 ", text).split())


def slugify(text: str, max_length: int = 80) -> str:
    """The readable part of an address, cut between words. Empty when the text has no letter a-z or digit."""
    slug = re.sub("[^a-z0-9]+", "-", fold(text)).strip("-")
    if len(slug) <= max_length:
        return slug
    return slug[: max_length + 1].rpartition("-")[0] or slug[:max_length]


def symbol_key(text: str) -> str:
    """Number and symbol of a document, however it was typed: 05-NQ/TU, "5 - NQ/TU" and 05nqtu are one."""
    return re.sub("[^a-z0-9]+", "", fold(text)).lstrip("0")


# "oà" at the end of a syllable is "òa"; so with oe and uy, but after q the u is no vowel (quý).
MISPLACED_TONE = {
    first + letter: unicodedata.normalize("NFC", first + TONES[number - 1]) + vowel
    for letter, (vowel, number) in TONED.items()
    for first in "oOuU"
    if first.lower() + vowel.lower() in ("oa", "oe", "uy")
}
TONE_TO_MOVE = re.compile(rf"(?<![qQ])(?:{'|'.join(MISPLACED_TONE)})(?![^\W\d_]|[\u0300-\u036f])")


def unify_tones(text: str) -> str:
    """The older and commoner place of the tone, for comparing: hoà becomes hòa, uỷ ủy, Thuý Thúy."""
    return TONE_TO_MOVE.sub(lambda match: MISPLACED_TONE[match[0]], unicodedata.normalize("NFC", text))


# A letter that follows its plain one in the alphabet is that one and z; z itself is y and z, so that nothing
# begins with z. Comparing the ASCII then gives the order of the alphabet, in Python and in any database.
ALPHABET = {"ă": "az", "â": "azz", "đ": "dz", "ê": "ez", "ô": "oz", "ơ": "ozz", "ư": "uz", "z": "yz"}
NUMBER_OR_WORD = re.compile(r"[0-9]+|[^\W\d_]+")


def sort_key(text: str) -> str:
    """The order of a Vietnamese dictionary, syllable by syllable: letters (a ă â b …), then tone.

    "Bùi Anh" before "Bùi Ân", Phường 2 before Phường 10. Plain ASCII: it can be stored and ordered by.
    """
    return " ".join(map(_rank, NUMBER_OR_WORD.findall(normalize(text).lower())))


def _rank(token: str) -> str:
    if token[0] in "0123456789":
        number = token.lstrip("0") or "0"
        return f"{min(len(number), 9)}{number}"  # the longer number is the greater
    letters = token.translate(WITHOUT_TONE)
    tones = (str(TONED[letter][1]) for letter in token if letter in TONED)
    return "".join([*map(_place_in_alphabet, letters), *tones])


def _place_in_alphabet(letter: str) -> str:
    return ALPHABET.get(letter) or unicodedata.normalize("NFD", letter)[0]


def sort_name(name: str) -> str:
    """By which people are listed: the given name, which comes last, then the rest. At most 120 characters."""
    *family, given = normalize(name).split() or [""]
    return sort_key(" ".join([given, *family]))[:120]


def count_syllables(text: str) -> int:
    """How long a text is, as an editor counts: what stands between spaces; a dash by itself is no word."""
    return sum(any(map(str.isalnum, word)) for word in text.split())
