"""Lengths, numbers of words, days and hours that apply to articles: the numbers that an office may want changed.

Constants only; imports nothing. The manuals state some of them: `tests/newsroom/test_numbers_in_docs.py`.
"""

TITLE_LENGTH = 250  # characters of the column: a change needs a migration
TITLE_WORDS = 20  # syllables, above which the review warns
LEAD_WORDS = 50  # syllables, above which the review warns
NOTE_LENGTH = 2000  # characters of a note in the timeline
MOST_MENTIONS = 20  # people that one note tells

TRASH_DAYS = 30  # for which an article stays in the trash before it may be deleted
LINK_DAYS = 7  # for which a preview link shows the article
SIMILAR_DAYS = 30  # for which the title of an article is compared with those of new ones
OVERDUE_HOURS = 24  # after which an article waits too long for an editor or an approver

MAX_ARTICLES = 100  # that one act can change, and that one page of the list shows
MAX_FORMS = 100  # whose unsaved text autosave keeps for one person: it must not fill the disk
MAX_FORM_CHARACTERS = 1_000_000  # of the unsaved text of one form: a hundred times the sample article
