"""The sample article, parsed from the text the office sent: word for word, errors included."""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

TEXT = Path(__file__).with_name("sample-article.txt")
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
BYLINE = re.compile(r"(?P<name>[^()]+) \((?P<office>[^()]+)\)")


@dataclass(frozen=True)
class SampleArticle:
    title: str
    published_at: datetime
    lead: str
    body: list[tuple[str, str]]  # ("paragraph" or "caption", its words), in the order of the text
    byline_name: str
    byline_office: str


def read_sample() -> SampleArticle:
    """The parts of the sample, without the toolbar and the comments' heading of the page it was copied from."""
    lines = [line.strip(" ") for line in TEXT.read_text(encoding="utf-8").splitlines() if line.strip(" ")]
    title, _toolbar, stamp, lead, *blocks, byline, _comments = lines
    person = BYLINE.fullmatch(byline)
    return SampleArticle(
        title=title,
        published_at=datetime.strptime(stamp, "%H:%M %d/%m/%Y").replace(tzinfo=HANOI),
        lead=lead,
        body=[(kind_of(block), block) for block in blocks],
        byline_name=person["name"],
        byline_office=person["office"],
    )


def kind_of(block: str) -> str:
    """ "caption" for a line that does not end like a sentence, with a full stop or an ellipsis; else "paragraph"."""
    return "paragraph" if block.endswith((".", "…")) else "caption"
