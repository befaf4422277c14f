"""Draw the pictures of the README: `make screenshots`. Starts a demonstration of its own, and stops it."""

import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from bench.processes import free_port

IMAGES = Path(__file__).parent.parent / "docs" / "images"
SEEDS = IMAGES.parent.parent / "seeds" / "demo"
CHROMIUM = "/usr/bin/chromium"
ARTICLE = "6122075"
PATIENCE = 60


def main() -> None:
    """Draw them all."""
    IMAGES.mkdir(exist_ok=True)
    with demonstration() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        form(browser, address, IMAGES / "form.png", width=900)
        form(browser, address, IMAGES / "form-dark-phone.png", width=360, scheme="dark")
        advice(browser, address, IMAGES / "advice.png")
        thread(browser, address, IMAGES / "thread.png")
        rooms = {"desk.png": "", "desk-dashboard.png": "/dashboard?days=30", "desk-policy.png": "/policy"}
        desk(browser, address, {IMAGES / name: path for name, path in rooms.items()})
        browser.close()


@contextmanager
def demonstration() -> Iterator[str]:
    """The demonstration, served; gives its address."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", "from service.cli import main; main()", "demo"]
        command += ["--port", str(port), "--seeds", str(SEEDS)]
        with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL) as process:  # noqa: S603 (ours)
            try:
                address = f"http://127.0.0.1:{port}"
                wait_for(f"{address}/healthz")
                yield address
            finally:
                process.terminate()


def wait_for(address: str) -> None:
    """Wait until something answers. Raises TimeoutError."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310 (our own address)
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(address)


def article(browser: Browser, address: str, *, width: int, dark: bool = False) -> Page:
    """An article's page with the component drawn."""
    page = browser.new_page(viewport={"width": width, "height": 1000}, color_scheme="dark" if dark else "light")
    page.goto(f"{address}/demo/{ARTICLE}")
    page.locator("nazer-comments .comment").first.wait_for()
    return page


def shoot(page: Page, path: Path, *, at: str = "nazer-comments") -> None:
    """Take the picture with an element at the top."""
    page.locator(at).first.evaluate("element => element.scrollIntoView({ behavior: 'instant' })")
    page.wait_for_timeout(500)  # pictures and fonts
    page.screenshot(path=path)
    page.close()


def form(browser: Browser, address: str, path: Path, *, width: int, scheme: str = "light") -> None:
    """The form and the thread under an article."""
    shoot(article(browser, address, width=width, dark=scheme == "dark"), path)


def advice(browser: Browser, address: str, path: Path) -> None:
    """What the service says of an insult before it is sent."""
    page = article(browser, address, width=900)
    page.locator("nazer-comments textarea").first.fill("این مدیر احمق هیچ‌وقت به حرف مردم گوش نمی‌دهد.")
    page.locator("nazer-comments [part~=advise]").click()
    page.locator("nazer-comments [part=advice] mark").first.wait_for()
    shoot(page, path)


def thread(browser: Browser, address: str, path: Path) -> None:
    """Comments with their votes, and what else can be done with one."""
    shoot(article(browser, address, width=900), path, at="nazer-comments .thread")


def desk(browser: Browser, address: str, rooms: Mapping[Path, str]) -> None:
    """Rooms of the desk, by their paths under it."""
    page: Page = browser.new_page(viewport={"width": 1200, "height": 900})
    page.goto(f"{address}/desk")
    page.fill("input[name=username]", "demo")
    page.fill("input[name=password]", "nazer-demo")
    page.keyboard.press("Enter")
    page.locator(".item").first.wait_for()
    for path, room in rooms.items():
        page.goto(f"{address}/desk{room}")
        page.wait_for_timeout(500)
        page.screenshot(path=path)
    page.close()


if __name__ == "__main__":
    main()
