"""What containers are told fits what they contain. No engine runs here, so the files are held against each other."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
COMPOSE = (ROOT / "compose.yaml").read_text()
NGINX = (ROOT / "deploy" / "nginx.conf").read_text()


def test_the_port_is_the_same_everywhere() -> None:
    (exposed,) = re.findall(r"^EXPOSE (\d+)$", DOCKERFILE, re.MULTILINE)
    assert re.findall(r"server service:(\d+)", NGINX) == [exposed]
    assert re.findall(r'--port, "(\d+)"', COMPOSE) == [exposed]
    assert re.findall(r"--port (\d+)", DOCKERFILE) == [exposed]
    assert re.findall(r"127\.0\.0\.1:(\d+)/healthz", DOCKERFILE) == [exposed]


def test_nginx_sets_the_readers_address_itself_and_the_service_believes_one_hop() -> None:
    assert len(re.findall(r"^\s+proxy_pass ", NGINX, re.MULTILINE)) == NGINX.count("X-Forwarded-For $remote_addr;")
    assert "$proxy_add_x_forwarded_for" not in NGINX
    assert 'NAZER_TRUSTED_PROXIES: "1"' in COMPOSE


def test_no_password_or_key_is_written_into_the_files() -> None:
    for name in ("NAZER_SECRET_KEY", "POSTGRES_PASSWORD"):
        given = re.findall(rf"{name}: (.*)", COMPOSE)
        assert given
        assert all(value.startswith(f"${{{name}:?") for value in given)
    assert "SECRET_KEY=" not in DOCKERFILE


def test_two_containers_serve_and_one_migrates_before_them() -> None:
    assert "replicas: 2" in COMPOSE
    assert "command: [nazer, migrate]" in COMPOSE
    assert "migrate: { condition: service_completed_successfully }" in COMPOSE


def test_python_is_the_one_that_the_project_names() -> None:
    named = (ROOT / ".python-version").read_text().strip()
    assert set(re.findall(r"FROM python:([\d.]+)", DOCKERFILE)) == {named}
