"""A customer with a browser of any engine. Expected values are in `browser.library`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from selenium.common import StaleElementReferenceException, TimeoutException
from selenium.webdriver import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

from browser.guide import SEEN
from browser.library import Edge
from engines.drivers import FIREFOX

PATIENCE = 60


@dataclass(frozen=True)
class Customer:
    """A tab of a browser: `driver` with its engine, and the `address` of the site."""

    driver: WebDriver
    engine: str
    address: str

    def open(self, path: str) -> None:
        """Load a page of the site."""
        self.driver.get(self.address + path)

    def start(self, path: str) -> None:
        """Begin to load a page of the site, and go on at once."""
        self.run("void setTimeout((url) => location.assign(url), 0, arguments[0])", self.address + path)

    def run(self, expression: str, *arguments: Any) -> Any:
        """Return the value of an expression in the page; it has `arguments`."""
        return self.driver.execute_script(f"return {expression.strip()}", *arguments)

    def wait(self, is_so: Callable[[], object], why: Callable[[], object] = lambda: "") -> None:
        """Wait until something is so.

        If it does not come, the test fails with what `why` returns then.
        """
        waiting = WebDriverWait(self.driver, PATIENCE, 0.05, [StaleElementReferenceException])
        try:
            waiting.until(lambda _: is_so())
        except TimeoutException:
            pytest.fail(f"{self.engine}: {why()}")

    @contextmanager
    def wide(self, pixels: int) -> Iterator[None]:
        """Make the window so wide, or as narrow as the engine has it, for as long as the context lasts."""
        before = self.driver.get_window_size()
        self.driver.set_window_size(pixels, before["height"])
        try:
            yield
        finally:
            self.driver.set_window_size(before["width"], before["height"])

    def seen(self) -> list[str]:
        """Return the nodes that the customer sees."""
        seen: list[str] = self.run(SEEN)
        return seen

    def expect(self, *nodes: str) -> None:
        """Wait until the customer sees some nodes and no others, and these stay where they are."""
        begun = "!document.querySelector('guided-help[data-waits]')"
        self.wait(
            lambda: self.seen() == [*nodes] and self.run(begun),
            lambda: f"expected {nodes}, and saw {self.seen()}",
        )

    def expect_address(self, path: str) -> None:
        """Wait for a page of the site, and its step."""
        url = self.address + path
        self.wait(
            lambda: self.driver.current_url == url, lambda: f"expected {url}: {self.driver.current_url}"
        )

    def all(self, selector: str) -> list[WebElement]:
        """Return all elements of the page that a selector names."""
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector: str) -> WebElement:
        """Return the first element of the page that a selector names."""
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def link_of(self, edge: Edge) -> WebElement:
        """Return the link of an answer, or of the way on from a step."""
        return self.all(f"section[id='{edge.source.node}'] [data-answer]")[edge.number]

    def click(self, element: WebElement) -> None:
        """Click something, which a customer scrolls to before; at the top, the theme would cover it."""
        self.run("arguments[0].scrollIntoView({ block: 'end', behavior: 'instant' })", element)
        element.click()

    def fill_date(self, field: WebElement, day: date) -> None:
        """Type a date as the field of the engine asks for it; the driver of Firefox does that itself."""
        field.send_keys(day.isoformat() if self.engine == FIREFOX else day.strftime("%m/%d/%Y"))

    def press(self, *keys: str) -> None:
        """Press some keys, one after another."""
        ActionChains(self.driver, duration=0).send_keys(*keys).perform()

    def focused(self) -> WebElement:
        """Return what has the focus."""
        return self.driver.switch_to.active_element

    def follow(self, way: tuple[Edge, ...]) -> None:
        """Answer one question after another."""
        for edge in way:
            self.click(self.link_of(edge))
            self.expect(edge.target.node)
