"""Reader comments ("Ý kiến bạn đọc"): readers write, moderators decide.

Imports `articles` and `newsroom.core`; never the roof. The packages import downwards only:
models <- permissions, events <- intake <- thread <- mail <- moderation <- retention <- views, admin
(tests/house/test_floors.py).
"""
