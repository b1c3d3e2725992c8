"""The Chromium that the browser tests drive: found on the machine, or fetched.

`make test` runs `python -m tests.browser --ensure` first, so that a download is seen for what it
is. The tests themselves only look (`find_chromium`), and fail with the mend when there is none.
"""

import argparse
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from playwright.sync_api import sync_playwright

ENVIRONMENT_VARIABLE = "BRIEFINGS_CHROMIUM"
INSTALLED_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

DOWNLOAD_SECONDS = 240
APT_SECONDS = 300

FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-sync",
    "--no-first-run",
    # The site needs no host but its own, so the others are not even looked up.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    # Root and containers have no sandbox to give; the pages are our own.
    "--no-sandbox",
)


class NoBrowserError(RuntimeError):
    """There is no Chromium; the message says what to run."""


def find_chromium() -> Path:
    """Return a Chromium that runs: the one asked for, an installed one, or Playwright's own.

    Raises:
        NoBrowserError: none was found, or the one asked for does not run.
    """
    if asked_for := os.environ.get(ENVIRONMENT_VARIABLE):
        if not version(Path(asked_for)):
            raise NoBrowserError(f"{ENVIRONMENT_VARIABLE}={asked_for} is not a Chromium that runs.")
        return Path(asked_for)
    for candidate in _candidates():
        if version(candidate):
            return candidate
    raise NoBrowserError(f"The browser tests need Chromium. To install it, run: {_remedy()}")


def ensure_chromium() -> Path:
    """Return a Chromium that runs, installing what is missing and saying so.

    Raises:
        NoBrowserError: it could not be installed here.
    """
    if not _playwright_starts():
        _say("Playwright does not start here for want of a library")
        _run(_apt_install("libatomic1"), APT_SECONDS)
        if not _playwright_starts():
            raise NoBrowserError(
                f"Playwright needs a library. To install it, run: {_sudo()}apt install libatomic1"
            )
    try:
        return find_chromium()
    except NoBrowserError:
        if os.environ.get(ENVIRONMENT_VARIABLE):
            raise
    _say("no Chromium here yet")
    if _run([sys.executable, "-m", "playwright", "install", "chromium"], DOWNLOAD_SECONDS):
        try:
            return find_chromium()
        except NoBrowserError:
            _say("what was downloaded does not run")
    _run(_apt_install("chromium", "fonts-liberation"), APT_SECONDS)
    return find_chromium()


def version(program: Path) -> str:
    """Return what the program calls itself, or "" when it is not a Chromium that runs.

    A file of the right name is not enough: Ubuntu's `chromium` may be a stub that asks for a snap,
    and a download may lack libraries.
    """
    try:
        done = subprocess.run(
            [program, "--version"],
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    line = done.stdout.strip()
    return line if done.returncode == 0 and re.match(r"(Chromium|Google Chrome)\D*\d", line) else ""


def _candidates() -> Iterator[Path]:
    for name in INSTALLED_NAMES:
        if found := shutil.which(name):
            yield Path(found)
    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    if own.exists():
        yield own


def _playwright_starts() -> bool:
    # Its wheel brings a Node.js, which wants a library that a small Debian lacks.
    command = [sys.executable, "-m", "playwright", "--version"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _apt_install(*packages: str) -> list[str]:
    # `sudo -n` fails at once where it would have to ask for a password.
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    install = f"apt-get -qq -y install --no-install-recommends {' '.join(packages)}"
    script = f"apt-get -qq update && {install}"
    return [*root, "env", "DEBIAN_FRONTEND=noninteractive", "sh", "-c", script]


def _run(command: Sequence[str], seconds: int) -> bool:
    """Run an installer, showing its last words (no stack trace) only if it fails."""
    _say(f"running: {' '.join(command)}")
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=seconds,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        _say(f"that failed: {error}")
        return False
    if done.returncode:
        words = [line for line in done.stdout.splitlines() if not line.startswith("    at ")]
        _say("that failed:", *words[-3:])
    return done.returncode == 0


def _remedy() -> str:
    try:
        system = platform.freedesktop_os_release()["ID"]
    except OSError:
        system = "unknown"
    if system == "debian":
        return f"{_sudo()}apt install chromium"
    # Ubuntu's package would be a snap, so Playwright's own is asked for, with the libraries.
    return f"{sys.executable} -m playwright install --with-deps chromium"


def _sudo() -> str:
    return "" if os.geteuid() == 0 else "sudo "


def _say(*lines: str) -> None:
    for line in lines:
        print(f"browser: {line}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.browser", description=__doc__)
    parser.add_argument("--ensure", action="store_true", help="install one if there is none")
    arguments = parser.parse_args()
    try:
        chromium = ensure_chromium() if arguments.ensure else find_chromium()
    except NoBrowserError as error:
        _say(str(error))
        return 1
    _say(f"{chromium} ({version(chromium)})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
