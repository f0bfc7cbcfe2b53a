"""Colours that Python draws and sends: those of the light scheme in static/css/tokens.css, which a test compares."""

PAPER = "#ffffff"
RED = "#a30f18"
BANNER = "#b0101a"
ON_BANNER = "#ffffff"
GOLD = "#f6c945"
