"""Vietnamese text: normalisation, and forms for comparing, ordering and URLs.

Pure functions. Only the forms for machines change the case: `fold`, `slugify` and the keys.
"""

import re
import unicodedata

SLUG_LENGTH = 80
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

# Invisible characters, which are dropped: controls (line breaks and tabs are spaces instead), soft hyphen, grapheme
# joiner, zero-width and direction marks, byte order mark, halves of surrogate pairs (no database stores them),
# noncharacters; blank letters, patterns and tags; variants of letters (not those of pictures: U+FE0E, U+FE0F).
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff"
    "\u115f\u1160\u2800\u3164\ufe00-\ufe0d\uffa0\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e01ef]"
)
# Characters that XML 1.0 cannot hold, even escaped.
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
# HÐND, NÐ, QÐi: capitals that are no vowels, except the U of "ủy", and the "i" of Party decisions.
ABBREVIATION_WITH_ETH = re.compile(r"[BCDGHKLMNPQRSTUVXĐƯÐ]+i?")


def is_syllable(word: str) -> bool:
    """Whether `word` is spelt like one Vietnamese syllable: "nghị", "uỷ", "Đắk". Its meaning does not count."""
    tones = [TONED[letter][1] for letter in word if letter in TONED]
    shape = SYLLABLE.fullmatch(word.translate(WITHOUT_TONE).lower())
    if not shape or len(tones) > 1:
        return False
    # A syllable that ends in c, ch, k, p or t takes the acute or the dot below only.
    stopped = shape["final"] in ("c", "ch", "k", "p", "t")
    return not (stopped and tones and tones[0] < 4)


def _mend_eth(match: re.Match) -> str:
    word = match[0]
    mended = word.replace("Ð", "Đ").replace("ð", "đ")
    return mended if is_syllable(mended) or ABBREVIATION_WITH_ETH.fullmatch(word) else word


def _compose(text: str) -> str:
    """Compose letters (NFC), drop invisible characters, write Đ for the Icelandic eth of old fonts (Ðảng, NÐ-CP).

    An eth becomes Đ when its word is then a Vietnamese syllable or an abbreviation in capitals. No Icelandic word
    begins with it and no Vietnamese syllable has it elsewhere: "Garður", "Sigurðsson" and an odd "Ðorsteinn" stay.
    An Icelandic "GUÐ" in capitals is changed; newsrooms here write HÐND every day.
    """
    text = unicodedata.normalize("NFC", INVISIBLE.sub("", text))
    return WORD_WITH_ETH.sub(_mend_eth, text) if "Ð" in text or "ð" in text else text


def normalize(text: str) -> str:
    """Return one line as it is stored: composed, trimmed, one space for each run of spaces, tabs and line breaks.

    Convert text in an old font first (`legacy_fonts`): TCVN3 writes "ư" as the soft hyphen, which is dropped here.
    """
    return " ".join(_compose(text).split())


def normalize_prose(text: str) -> str:
    """Return lines as they are stored: like `normalize`, but line breaks stay (at most two blank lines together).

    The no-break space between a number and its unit stays, too.
    """
    text = SPACE_BEFORE_UNIT.sub("\0", _compose(text))  # no NUL is left in composed text
    lines = (" ".join(line.split()) for line in LINE_BREAK.split(text))
    return MANY_BLANK_LINES.sub("\n\n\n", "\n".join(lines).replace("\0", "\xa0")).strip()


def drop_invalid_xml(text: str) -> str:
    """Return the text without characters that XML cannot hold.

    `normalize` lets none in. One that came in another way would break a feed for all its readers.
    """
    return text.translate(NOT_IN_XML)


MARKS = re.compile("[\u0300-\u036f]+")
CITY = re.compile(r"\b(tp|tx|tt)\.\s*")


def fold(text: str) -> str:
    """Return the form for searching and comparing: no marks, d for đ, small letters, single spaces.

    Đảng, ĐẢNG and dang are equal, hòa and hoà, too. So are "TP.Hà Tĩnh", "TP. Hà Tĩnh" and "TP Hà Tĩnh" (also TX, TT);
    otherwise the city would be part of the word "tp.ha".
    """
    text = MARKS.sub("", unicodedata.normalize("NFKD", normalize(text)))
    text = text.casefold().replace("đ", "d").replace("ð", "d")
    return " ".join(CITY.sub(r"\1 ", text).split())


def slugify(text: str, max_length: int = SLUG_LENGTH) -> str:
    """Return the readable part of a URL, cut between words. "" when the text has no letter a-z or digit."""
    slug = re.sub("[^a-z0-9]+", "-", fold(text)).strip("-")
    if len(slug) <= max_length:
        return slug
    return slug[: max_length + 1].rpartition("-")[0] or slug[:max_length]


def symbol_key(text: str) -> str:
    """Return number and symbol of a document in one spelling: 05-NQ/TU, "5 - NQ/TU" and 05nqtu are equal."""
    return re.sub("[^a-z0-9]+", "", fold(text)).lstrip("0")


# "oà" at the end of a syllable becomes "òa", likewise oe and uy; after q the u is no vowel (quý).
MISPLACED_TONE = {
    first + letter: unicodedata.normalize("NFC", first + TONES[number - 1]) + vowel
    for letter, (vowel, number) in TONED.items()
    for first in "oOuU"
    if first.lower() + vowel.lower() in ("oa", "oe", "uy")
}
TONE_TO_MOVE = re.compile(rf"(?<![qQ])(?:{'|'.join(MISPLACED_TONE)})(?![^\W\d_]|[\u0300-\u036f])")


def unify_tones(text: str) -> str:
    """Move tones to their older and commoner place, for comparing: hoà becomes hòa, uỷ ủy, Thuý Thúy."""
    return TONE_TO_MOVE.sub(lambda match: MISPLACED_TONE[match[0]], unicodedata.normalize("NFC", text))


# A letter that follows its plain letter in the alphabet is written as that letter and z; z itself is yz, so that no key
# begins with z. ASCII order is then the order of the alphabet, in Python and in any database.
ALPHABET = {"ă": "az", "â": "azz", "đ": "dz", "ê": "ez", "ô": "oz", "ơ": "ozz", "ư": "uz", "z": "yz"}
NUMBER_OR_WORD = re.compile(r"[0-9]+|[^\W\d_]+")


def sort_key(text: str) -> str:
    """Return a key for the order of a Vietnamese dictionary, syllable by syllable: letters (a ă â b …), then tone.

    "Bùi Anh" before "Bùi Ân", Phường 2 before Phường 10. The key is ASCII; databases can order by it.
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
    """Return the key for lists of people: the given name (the last word), then the rest. At most 120 characters."""
    *family, given = normalize(name).split() or [""]
    return sort_key(" ".join([given, *family]))[:120]


def count_syllables(text: str) -> int:
    """Count the words between spaces, as editors do. A dash alone is no word."""
    return sum(any(map(str.isalnum, word)) for word in text.split())
