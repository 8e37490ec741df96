"""Obtain what the tests need beyond Python: Chromium and a Chinese font; say plainly what is missing.

Run by `make test`. As root on Debian it installs the packages; otherwise it names the command.
With CI set, anything missing is an error.
"""

import os
import shutil
import subprocess
import sys

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PACKAGES = ("chromium", "fonts-noto-cjk", "fonts-noto-color-emoji")


def has_browser() -> bool:
    """Tell whether a Chromium is on the path."""
    return any(shutil.which(name) for name in BROWSERS)


def has_chinese_font() -> bool:
    """Tell whether fontconfig knows a font for Chinese."""
    if not shutil.which("fc-list"):
        return False
    listed = subprocess.run(["fc-list", ":lang=zh", "family"], capture_output=True, text=True, check=False)
    return bool(listed.stdout.strip())


def missing() -> list[str]:
    """List what is not there, in words."""
    return [*([] if has_browser() else ["Chromium"]), *([] if has_chinese_font() else ["a Chinese font"])]


def install() -> None:
    """Install Debian's packages; failures show in what is missing afterwards."""
    quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
    subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)
    subprocess.run(["apt-get", "install", "-y", "-qq", *PACKAGES], check=False, **quiet)


def main() -> int:
    """Obtain or explain; 1 when something is missing under CI."""
    if missing() and os.geteuid() == 0 and shutil.which("apt-get"):
        install()
    gaps = missing()
    if not gaps:
        return 0
    print(f"The browser tests need {' and '.join(gaps)}: apt-get install {' '.join(PACKAGES)}", file=sys.stderr)
    return 1 if os.environ.get("CI") else 0


if __name__ == "__main__":
    sys.exit(main())
