"""Runs one of the measurements, with Django set up before it is loaded: python -m bench desk --articles 100000."""

import os
import sys
from importlib import import_module

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()
name = sys.argv.pop(1)
import_module(f"bench.{name}").main()
