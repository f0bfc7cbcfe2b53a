"""What pages cost readers: largest paint with a processor four times slower, bytes, requests, what moved.

    make serve                                        # in another window: production, one machine
    .venv/bin/python -m bench reading http://127.0.0.1:8000 / /khoa-giao-van-hoa/… [--rounds 5]

Prints medians; tests hold bytes, requests and shifts (tests/browser/test_weight.py), never the time.
"""

import argparse
import os
import shutil
import statistics

from playwright.sync_api import sync_playwright

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
SLOWER = 4
WATCH = """
  window.paint = 0; window.moved = 0;
  const watch = (type, note) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({type, buffered: true});
  watch("largest-contentful-paint", (entry) => { window.paint = entry.startTime; });
  watch("layout-shift", (entry) => { if (!entry.hadRecentInput) window.moved += entry.value; });
"""


def visit(browser, address, width):
    """Milliseconds to the largest paint and to the first byte, kilobytes without photos, requests, shift."""
    context = browser.new_context(viewport={"width": width, "height": 800}, locale="vi-VN")
    page = context.new_page()
    page.add_init_script(WATCH)
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    answers, sizes = {}, {}
    devtools.on(
        "Network.responseReceived",
        lambda event: answers.update({event["requestId"]: event["response"]["url"]}),
    )
    devtools.on(
        "Network.loadingFinished",
        lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}),
    )
    page.goto(address, wait_until="networkidle")
    page.wait_for_timeout(500)  # the last paint is reported a moment later
    paint, first, moved = page.evaluate(
        "[window.paint, performance.getEntriesByType('navigation')[0].responseStart, window.moved]"
    )
    context.close()
    own = [size for number, size in sizes.items() if "/media/" not in answers.get(number, "")]
    return paint, first, sum(own) / 1024, len(sizes), moved


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site")
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    print(f"processor {SLOWER} times slower, first visit, median of {options.rounds}")
    print(f"{'page':<50}{'width':>6}{'LCP ms':>8}{'byte ms':>8}{'kB':>7}{'requests':>9}{'CLS':>7}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for path in options.paths:
            for width in (390, 1280):
                rounds = [visit(browser, options.site + path, width) for _round in range(options.rounds)]
                paint, first, size, requests, moved = (
                    statistics.median(column) for column in zip(*rounds, strict=True)
                )
                print(
                    f"{path[:48]:<50}{width:>6}{paint:>8.0f}{first:>8.0f}{size:>7.1f}{requests:>9.0f}{moved:>7.3f}"
                )
        browser.close()
