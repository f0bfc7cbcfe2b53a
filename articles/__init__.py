"""Articles: staff write, check, publish and arrange them; readers and programs read them.

Imports `newsroom.core`; never `comments` or the roof. The packages import downwards only:
models <- permissions <- editing <- workflow <- site <- syndication <- admin (tests/house/test_floors.py).
"""
