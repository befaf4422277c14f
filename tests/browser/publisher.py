"""A publisher's web server, of another origin than the service: what the component meets out there."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


class Publisher:
    """Serves the pages that it is given."""

    def __init__(self) -> None:
        """Start to serve, on a free port."""
        self._pages: dict[str, tuple[str, str]] = {}
        pages = self._pages

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                html, policy = pages.get(self.path, ("", ""))
                body = html.encode()
                self.send_response(200 if html else 204)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                if policy:
                    self.send_header("Content-Security-Policy", policy)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        self.origin = f"http://127.0.0.1:{self._server.server_port}"

    def page(self, html: str, policy: str = "") -> str:
        """Put a page up; its address."""
        path = f"/{len(self._pages) + 1}"
        self._pages[path] = (f"<!doctype html><html lang='fa' dir='rtl'><title>صفحه</title>{html}</html>", policy)
        return self.origin + path

    def close(self) -> None:
        """Stop."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
