"""The sample article, read from its text as it came from the office: word for word, errors included."""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

TEXT = Path(__file__).with_name("sample-article.txt")
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
BYLINE = re.compile(r"(?P<name>[^()]+) \((?P<office>[^()]+)\)")


@dataclass(frozen=True)
class Sample:
    title: str
    published_at: datetime
    lead: str
    body: list[tuple[str, str]]  # ("paragraph" or "caption", its words), in the order of the text
    byline_name: str
    byline_office: str


def read() -> Sample:
    """The parts of the sample; what the old page printed around it (toolbar, comments) is left out."""
    lines = [line.strip(" ") for line in TEXT.read_text(encoding="utf-8").splitlines() if line.strip(" ")]
    title, _toolbar, stamp, lead, *blocks, byline, _comments = lines
    person = BYLINE.fullmatch(byline)
    return Sample(
        title=title,
        published_at=datetime.strptime(stamp, "%H:%M %d/%m/%Y").replace(tzinfo=HANOI),
        lead=lead,
        body=[(_kind(block), block) for block in blocks],
        byline_name=person["name"],
        byline_office=person["office"],
    )


def _kind(block: str) -> str:
    """A caption stands alone like a paragraph, but is no sentence: it has no full stop or dots at its end."""
    return "paragraph" if block.endswith((".", "…")) else "caption"
