"""Browsers of three engines, each driven through WebDriver, in the settings that customers have.

A setting is what a customer or an administrator has changed: `PLAIN` for nothing, or one of the others.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from subprocess import PIPE, Popen
from tempfile import TemporaryDirectory
from typing import Any, Final
from warnings import catch_warnings, simplefilter

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service as ChromeService
from selenium.webdriver.firefox.service import Service as FirefoxService
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.webkitgtk.service import Service as WebKitService

from engines.install import faults, needs

PLAIN: Final = "plain"
NO_SCRIPT: Final = "no JavaScript"
NO_STORAGE: Final = "no storage"
NO_COOKIES: Final = "no cookies"
CALM: Final = "reduced motion"
CONTRAST: Final = "high contrast"
IMPATIENT: Final = "no wait for pages"
"""Not a setting of customers: the driver goes on while a page loads, as they do."""

CHROMIUM, FIREFOX, WEBKIT = "chromium", "firefox", "webkit"

# What a setting is in each engine. In Chromium: arguments, preferences, or media features of its DevTools.
_BLOCKED = 2
_CHROMIUM: Mapping[str, Any] = {
    PLAIN: {},
    NO_STORAGE: ["--disable-local-storage"],
    NO_SCRIPT: {"profile.default_content_setting_values.javascript": _BLOCKED},
    NO_COOKIES: {"profile.default_content_setting_values.cookies": _BLOCKED},
    CALM: {"prefers-reduced-motion": "reduce"},
    CONTRAST: {"forced-colors": "active"},
}
# Preferences.
_FIREFOX: Mapping[str, dict[str, bool | int]] = {
    PLAIN: {},
    NO_SCRIPT: {"javascript.enabled": False},
    NO_STORAGE: {"dom.storage.enabled": False},
    NO_COOKIES: {"network.cookie.cookieBehavior": 2},
    CALM: {"ui.prefersReducedMotion": 1},
    CONTRAST: {"browser.display.document_color_use": 2},
}
# Options of WebKit's MiniBrowser, beside what `_gtk` says.
_WEBKIT: Mapping[str, list[str]] = {
    PLAIN: [],
    NO_SCRIPT: ["--enable-javascript=false"],
    NO_STORAGE: ["--enable-html5-local-storage=false"],
    CALM: [],
    CONTRAST: [],
    IMPATIENT: [],
}
SETTINGS: Mapping[str, frozenset[str]] = {
    CHROMIUM: frozenset(_CHROMIUM),
    FIREFOX: frozenset(_FIREFOX),
    WEBKIT: frozenset(_WEBKIT),
}
"""The settings of each engine."""


class Browsers:
    """The browsers of a test run, each started when it is first asked for, and open until the end."""

    def __init__(self, running: ExitStack) -> None:
        self._running = running
        self._open: dict[tuple[str, str], WebDriver] = {}

    def driver(self, engine: str, setting: str) -> WebDriver:
        """Return a browser of an engine in a setting, with one tab, in which nothing has been opened."""
        # Firefox takes seconds to start, and can change all its settings while it runs.
        key = (engine, PLAIN if engine == FIREFOX else setting)
        if key not in self._open:
            start = {CHROMIUM: _chromium, FIREFOX: _firefox, WEBKIT: _webkit}[engine]
            self._open[key] = self._running.enter_context(start(setting))
        driver = self._open[key]
        if isinstance(driver, webdriver.Firefox):
            set_preferences(driver, _FIREFOX[setting])
        open_tab(driver)
        if engine == CHROMIUM and setting in (CALM, CONTRAST):
            features = [{"name": name, "value": value} for name, value in _CHROMIUM[setting].items()]
            driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
        return driver


def open_tab(driver: WebDriver) -> None:
    """Open a new tab, which has no history and keeps nothing, and close the one before."""
    before = driver.current_window_handle
    driver.switch_to.new_window("tab")
    after = driver.current_window_handle
    driver.switch_to.window(before)
    driver.close()
    driver.switch_to.window(after)


def set_preferences(driver: webdriver.Firefox, wanted: Mapping[str, bool | int]) -> None:
    """Change what a customer can change in Firefox, and take back all other settings of this module."""
    script = """
        const [all, wanted] = arguments;
        for (const name of all) Services.prefs.clearUserPref(name);
        for (const [name, value] of Object.entries(wanted))
            Services.prefs[typeof value === "boolean" ? "setBoolPref" : "setIntPref"](name, value);
    """
    every = sorted({name for preferences in _FIREFOX.values() for name in preferences})
    in_firefox(driver, script, every, wanted)


@contextmanager
def zoom(driver: WebDriver) -> Iterator[None]:
    """Show pages at 400 %, where the engine can, for as long as the context lasts."""
    if isinstance(driver, webdriver.Firefox):
        before = in_firefox(driver, "return innerWidth")
        in_firefox(driver, "resizeTo(1280, outerHeight); gBrowser.selectedBrowser.fullZoom = 4")
        yield
        in_firefox(
            driver, "gBrowser.selectedBrowser.fullZoom = 1; resizeTo(arguments[0], outerHeight)", before
        )
    elif isinstance(driver, webdriver.Chrome):
        size = {"width": 320, "height": 225, "deviceScaleFactor": 4, "mobile": False}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        yield
        driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    else:
        yield


def in_firefox(driver: webdriver.Firefox, script: str, *arguments: Any) -> Any:
    """Run a script in the window of Firefox itself, which may do what a customer can do in its menus."""
    with driver.context(driver.CONTEXT_CHROME):
        return driver.execute_script(script, *arguments)


@contextmanager
def _chromium(setting: str) -> Iterator[WebDriver]:
    programs = _programs(CHROMIUM)
    options = webdriver.ChromeOptions()
    options.binary_location = programs["Chromium"]
    for argument in (
        "--headless=new",
        "--window-size=1280,900",
        *(["--no-sandbox"] if os.geteuid() == 0 else []),
    ):
        options.add_argument(argument)
    # WebDriver switches this off, and customers have it.
    options.add_experimental_option("excludeSwitches", ["disable-back-forward-cache"])
    if setting == NO_STORAGE:
        options.arguments.extend(_CHROMIUM[setting])
    elif setting not in (CALM, CONTRAST):
        options.add_experimental_option("prefs", _CHROMIUM[setting])
    with webdriver.Chrome(options, ChromeService(programs["ChromeDriver"])) as driver:
        yield driver


@contextmanager
def _firefox(_: str) -> Iterator[WebDriver]:
    programs = _programs(FIREFOX)
    options = webdriver.FirefoxOptions()
    options.binary_location = programs["Firefox"]
    for argument in ("-headless", "-remote-allow-system-access", "--width=1280", "--height=900"):
        options.add_argument(argument)
    with webdriver.Firefox(options, FirefoxService(programs["geckodriver"])) as driver:
        yield driver


@contextmanager
def _webkit(setting: str) -> Iterator[WebDriver]:
    programs = _programs(WEBKIT)
    options = webdriver.WebKitGTKOptions()
    options.binary_location = programs["MiniBrowser"]
    for argument in ("--automation", "--geometry=1280x900", *_WEBKIT[setting]):
        options.add_argument(argument)
    if setting == IMPATIENT:
        options.page_load_strategy = "none"
    with TemporaryDirectory() as home, _display(programs["Xvfb"]) as display:
        gtk = Path(home, "gtk-3.0", "settings.ini")
        gtk.parent.mkdir()
        gtk.write_text(_gtk(setting), "utf-8")
        # The last two: there is no bus for accessibility, and nothing may be kept between two runs.
        env = {
            **os.environ,
            "DISPLAY": display,
            "NO_AT_BRIDGE": "1",
            "XDG_CONFIG_HOME": home,
            "XDG_DATA_HOME": home,
        }
        service = WebKitService(programs["WebKitWebDriver"], env=env)
        with _webkit_driver(options, service) as driver:
            driver.set_window_size(1280, 900)
            yield driver


def _gtk(setting: str) -> str:
    """Return what the desktop says to WebKit: it has no forced colours, and asks pages for more contrast."""
    lines = ["[Settings]", f"gtk-enable-animations = {int(setting != CALM)}"]
    if setting == CONTRAST:
        lines.append("gtk-theme-name = HighContrast")
    return "\n".join(lines)


def _webkit_driver(options: webdriver.WebKitGTKOptions, service: WebKitService) -> WebDriver:
    with catch_warnings():
        # Selenium's own code for WebKit uses what Selenium has deprecated.
        simplefilter("ignore", DeprecationWarning)
        return webdriver.WebKitGTK(options, service=service)


@contextmanager
def _display(xvfb: str) -> Iterator[str]:
    """Start a display that nobody sees, since MiniBrowser has no other way to be without one."""
    reading, writing = os.pipe()
    command = [xvfb, "-displayfd", str(writing), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"]
    with Popen(command, pass_fds=[writing], stderr=PIPE) as process, os.fdopen(reading) as number:  # noqa: S603 - as found
        os.close(writing)
        try:
            yield f":{number.readline().strip()}"
        finally:
            process.terminate()


def _programs(engine: str) -> dict[str, str]:
    for fault in faults([engine]):
        pytest.skip(fault)  # in continuous integration, that is a failure
    return {name: path for name, path in needs(engine).programs.items() if path is not None}
