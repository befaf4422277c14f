"""Over TLS: the certificate is that of the name, though the connection goes to an address."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from service.fetching import Fetcher, is_loopback
from tests.service.fetching.servers import HOST, Names, Server, kind_of, page


class Tls:
    """A certificate for the publisher's name."""

    def __init__(self, folder: Path, host: str) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
        now = datetime.now(UTC)
        made = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(key, hashes.SHA256())
        )
        self.file = folder / "certificate.pem"
        plain = serialization.NoEncryption()
        private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
        self.file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
        self.asked: list[str] = []

    def server(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.file)
        context.sni_callback = lambda _socket, name, _context: self.asked.append(name)
        return context

    def client(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.file)


@pytest.mark.parametrize(("host", "trusted"), [(HOST, True), ("other.example", False)])
def test_the_certificate_is_that_of_the_name_and_not_of_the_address(tmp_path: Path, host: str, trusted: bool) -> None:
    tls = Tls(tmp_path, host)
    server = Server(tls.server())
    try:
        one = Fetcher(look_up=Names(["127.0.0.1"]), permits=is_loopback, trusts=tls.client)
        url = server.at("/7", page())
        if trusted:
            assert one.fetch(url, [server.origin]).content == b"<h1>x</h1>"
        else:
            assert kind_of(one, url, server.origin) == "unreachable"
        assert tls.asked == [HOST]
        assert kind_of(Fetcher(look_up=Names(["127.0.0.1"]), permits=is_loopback), url, server.origin) == "unreachable"
    finally:
        server.close()
