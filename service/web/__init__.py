"""HTTP: reads requests, calls use cases, writes answers. With app, wsgi and cli the only place that knows Flask."""
