"""A server of static files as there are many: strict about what may be loaded, or with a habit of
its own about compressed files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar

from symlin.playground.pack import GZIP
from symlin.playground.page import POLICY


class Server(ThreadingHTTPServer):
    """Counts what it sends."""

    daemon_threads = True

    def __init__(self, folder: Path, unpacking: bool) -> None:
        self.folder = folder
        self.unpacking = unpacking
        self.sent: dict[str, int] = {}
        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(SimpleHTTPRequestHandler):
    """The page's policy holds for its worker as well; types are those of the plainest server."""

    server: Server
    protocol_version = "HTTP/1.1"
    extensions_map: ClassVar[dict[str, str]] = {
        ".html": "text/html", ".js": "text/javascript", ".css": "text/css",
        ".svg": "image/svg+xml", "": "application/octet-stream",
    }  # fmt: skip

    def __init__(self, *arguments: Any, **options: Any) -> None:
        server: Server = arguments[2]
        super().__init__(*arguments, directory=str(server.folder), **options)

    def end_headers(self) -> None:
        path = self.translate_path(self.path)
        self.send_header("Content-Security-Policy", POLICY)
        if self.server.unpacking and Path(path).is_file():
            with open(path, "rb") as file:
                if file.read(2) == GZIP:
                    self.send_header("Content-Encoding", "gzip")
        super().end_headers()

    def log_message(self, format: str, *arguments: Any) -> None:
        """Nothing is printed."""

    def copyfile(self, source: Any, outputfile: Any) -> None:
        data = source.read()
        self.server.sent[self.path] = self.server.sent.get(self.path, 0) + len(data)
        outputfile.write(data)


@contextmanager
def served(folder: Path, unpacking: bool = False) -> Iterator[Server]:
    """The folder on this machine, until the block ends."""
    server = Server(folder, unpacking)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
