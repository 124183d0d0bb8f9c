"""A headless Chromium, spoken to by its own protocol through two pipes: no driver, no port."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from pathlib import Path
from select import select
from time import monotonic
from typing import Any

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser")
OPTIONS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--hide-scrollbars", "--remote-debugging-pipe",
)  # fmt: skip


class Chromium:
    """One browser with one page; what its console and its network say is kept."""

    def __init__(self, profile: Path) -> None:
        assert PROGRAM is not None
        inward, self._write = os.pipe()
        self._read, outward = os.pipe()
        line = f'exec "$@" 3<&{inward} 4>&{outward}'
        command = ["bash", "-c", line, "-", PROGRAM, *OPTIONS, f"--user-data-dir={profile}"]
        self._process = subprocess.Popen(
            command, pass_fds=(inward, outward), stderr=subprocess.DEVNULL
        )
        os.close(inward)
        os.close(outward)
        self._rest, self._last = b"", 0
        self._session = ""
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.events: list[dict[str, Any]] = []
        page = self.ask("Target.createTarget", url="about:blank")["targetId"]
        attached = self.ask("Target.attachToTarget", targetId=page, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.ask(f"{domain}.enable")

    @property
    def pid(self) -> int:
        """The browser's process."""
        return self._process.pid

    def __enter__(self) -> Chromium:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(20)
        os.close(self._write)
        os.close(self._read)

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """One call; its answer."""
        self._last += 1
        message: dict[str, Any] = {"id": self._last, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while (answer := self._next(60)).get("id") != self._last:
            self._note(answer)
        assert "error" not in answer, (method, answer["error"])
        found: dict[str, Any] = answer["result"]
        return found

    def window(self, width: int, *, dark: bool = False, height: int = 800) -> None:
        """How wide the window is, and whether the reader likes it dark."""
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height,
                 deviceScaleFactor=1, mobile=width < 600)  # fmt: skip
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.ask("Emulation.setEmulatedMedia", features=[scheme])

    def open(self, address: str) -> None:
        """Goes there, and waits until everything is loaded."""
        self.complaints.clear()
        self.requests.clear()
        self.events.clear()
        self.ask("Page.navigate", url=address)
        self.wait("Page.loadEventFired")

    def wait(self, method: str, seconds: float = 60) -> dict[str, Any]:
        """The next event of this name, or one that came since the page was opened."""
        end = monotonic() + seconds
        while True:
            for event in self.events:
                if event["method"] == method:
                    self.events.remove(event)
                    return event
            self._note(self._next(end - monotonic()))

    def run(self, script: str) -> Any:
        """What an expression of JavaScript is in the page; a promise is waited for."""
        found = self.ask("Runtime.evaluate", expression=script, returnByValue=True,
                         awaitPromise=True)  # fmt: skip
        assert "exceptionDetails" not in found, found["exceptionDetails"]
        return found["result"].get("value")

    def until(self, script: str, seconds: float = 30) -> Any:
        """The expression's value once it is true."""
        end = monotonic() + seconds
        while not (found := self.run(script)):
            assert monotonic() < end, f"not within {seconds} s: {script}"
            self.run("new Promise((done) => setTimeout(done, 50))")
        return found

    def type(self, text: str) -> None:
        """Types into whatever has the focus."""
        self.ask("Input.insertText", text=text)

    def picture(self, path: Path, *, whole: bool = False) -> None:
        """What is seen, as PNG; the whole page with `whole`."""
        found = self.ask("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(found["data"]))

    def _next(self, seconds: float) -> dict[str, Any]:
        """The next message; raises `TimeoutError` where none comes."""
        end = monotonic() + seconds
        while b"\0" not in self._rest:
            if not select([self._read], [], [], max(0.0, end - monotonic()))[0]:
                raise TimeoutError(f"Chromium said nothing for {seconds:.0f} s")
            if not (more := os.read(self._read, 1 << 20)):
                raise ConnectionError("Chromium has ended")
            self._rest += more
        message, _, self._rest = self._rest.partition(b"\0")
        found: dict[str, Any] = json.loads(message)
        return found

    def _note(self, event: dict[str, Any]) -> None:
        """Keeps what a reader of the console, or of the network's log, would see."""
        match event.get("method"), event.get("params", {}):
            case "Runtime.consoleAPICalled", {"type": "error" | "warning" as kind, "args": said}:
                self.complaints.append(f"{kind}: {[s.get('value') for s in said]}")
            case "Runtime.exceptionThrown", {"exceptionDetails": details}:
                self.complaints.append(f"thrown: {details}")
            case "Log.entryAdded", {"entry": {"level": "error" | "warning", "text": text}}:
                self.complaints.append(text)
            case "Network.requestWillBeSent", {"request": {"url": url}}:
                self.requests.append(url)
        self.events.append(event)
