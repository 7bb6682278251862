"""Take pictures of pages: narrow and wide, light and dark, on paper, and in a longer language.

    python -m tests.browser.screenshots http://localhost:8000 OUTDIR / /gallery/

It has no part in CI: it exists so that whoever changes a page looks at it.
`--cookie sessionid=…` shows pages as a signed-in person sees them.
"""

import argparse
import re
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
VIEWS = {
    "390-light": (390, "light"),
    "390-dark": (390, "dark"),
    "1280-light": (1280, "light"),
    "1280-dark": (1280, "dark"),
    "320-light": (320, "light"),
}
# Longer words in place: every text node grows by 40%, as a translation may.
LENGTHEN = """() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walk.nextNode()) nodes.push(walk.currentNode);
  for (const node of nodes) {
    const text = node.textContent.trim();
    if (!text || ["SCRIPT", "STYLE"].includes(node.parentElement.tagName)) continue;
    const extra = "one two three four five six seven eight ".repeat(20);
    node.textContent = `[${text} ${extra.slice(0, Math.ceil(text.length * 0.4))}]`;
  }
}"""
TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  return [...document.querySelectorAll("body *")]
    .filter((element) => element.getBoundingClientRect().right > width + 1
      && !element.closest(".table-scroll, .visually-hidden, pre, details:not([open])")
      && getComputedStyle(element).position !== "absolute")
    .slice(0, 5)
    .map((element) => `${element.tagName}.${element.className}`);
}"""


def name_of(path: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", path.lower()).strip("-") or "start"


def open_page(browser: Browser, url: str, width: int, scheme: str, cookies: list[str]) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    for cookie in cookies:
        name, _, value = cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": url}])
    page = context.new_page()
    page.on(
        "console",
        lambda message: print("console:", message.text) if message.type == "error" else None,
    )
    page.goto(url)
    return page


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("base_url")
    parser.add_argument("outdir", type=Path)
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--cookie", action="append", default=[])
    parser.add_argument("--only", action="append", help=f"one of {', '.join(VIEWS)}, print, long")
    wanted = parser.parse_args()
    views = wanted.only or [*VIEWS, "print", "long"]
    wanted.outdir.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for path in wanted.paths:
            for view in views:
                width, scheme = VIEWS.get(view, (800 if view == "print" else 390, "light"))
                page = open_page(browser, wanted.base_url + path, width, scheme, wanted.cookie)
                if view == "print":
                    page.emulate_media(media="print")
                if view == "long":
                    page.evaluate(LENGTHEN)
                target = wanted.outdir / f"{name_of(path)}-{view}.png"
                page.screenshot(path=target, full_page=True)
                too_wide = page.evaluate(TOO_WIDE)
                print(target, *([f"too wide: {too_wide}"] if too_wide else []))
                page.context.close()
        browser.close()


if __name__ == "__main__":
    main()
