"""The core: text, rich text, pixels, dates, accounts, roles, audit, notices, and what all rooms share.

It imports Django and libraries, and nothing else of this project: no room and nothing of the roof.
"""
