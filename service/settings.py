"""Settings: one frozen object, read from the environment, every fault named at once."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

DEMO_SECRET = "demo-secret-not-for-production"  # noqa: S105 (refused outside the demo)


class SettingsError(ValueError):
    """The settings have faults; the message names all of them."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that an operator can set. Each field is read from `NAZER_<FIELD>`; docs/settings.md lists them.

    secret_key: signs and seals tokens; at least 32 characters; the demo's is refused outside the demo.
    database_url: a SQLAlchemy URL; `DATABASE_URL` is read too.
    redis_url: where limits are counted by all workers together; empty counts in each worker's memory.
    policy_file: a TOML policy; empty takes the one that ships with the rules.
    public_url: the address that readers reach the service at; status links are made of it.
    trusted_proxies: how many proxies in front set X-Forwarded-For.
    max_text_length: longest comment, in Unicode code points.
    max_name_length: longest author name, in Unicode code points.
    max_body_bytes: largest request body, in bytes.
    captcha_kinds: which kinds of captcha readers may be given, parted by commas; the first is what they get unasked.
    captcha_length: digits in the picture and in the voice.
    captcha_seconds: how long a captcha may be answered, in seconds.
    captcha_least_seconds: a captcha that is answered sooner is followed by a harder one; 0 switches that off.
    preview: whether readers are given advice before they send.
    discover_articles: whether an article that the CMS has not registered may be read from its page, on the site's own
        origins; a site without origins has none to read from.
    limit_discover_site: how many articles a site's readers may have read in all.
    limit_discover, limit_submit, limit_preview, limit_captcha, limit_crowd, limit_login, limit_read: Flask-Limiter's
        notation; empty is off.
    limit_vote, limit_report: the same for votes and reports.
    edit_minutes: how long after its publication an author may edit a comment; 0 is never, also while it waits.
    reports_to_hold: so many readers in so many networks send a published comment back to the desk; 0 is never.
    flood_site, flood_newcomers, flood_guesses: the same notation: from there on captchas are harder.
    archive_articles: how many of a site's newest articles a comment is compared with, at most 500; 0 for none.
    complaint_days: within how many days a complaint is to be answered.
    session_hours: how long a desk session lasts, in hours.
    session_idle_minutes: how long a desk session lasts unused, in minutes.
    desk_totp: whether everybody at the desk has a second factor: optional or required.
    claim_minutes: how long nobody else decides about a comment that a moderator has opened, in minutes.
    secure_cookies: send the desk's cookie over HTTPS only.
    demo: whether this is the demonstration, with its known secret and login.
    log_level: DEBUG, INFO, WARNING or ERROR.
    """

    secret_key: str
    database_url: str = "sqlite:///var/nazer.db"
    redis_url: str = ""
    policy_file: str = ""
    public_url: str = "http://127.0.0.1:8000"
    trusted_proxies: int = 0
    max_text_length: int = 2000
    max_name_length: int = 60
    max_body_bytes: int = 65536
    captcha_kinds: str = "image,audio,question,pow"
    captcha_length: int = 5
    captcha_seconds: int = 1200
    captcha_least_seconds: int = 2
    limit_submit: str = "10/minute;60/hour"
    limit_preview: str = "20/minute;120/hour"
    limit_captcha: str = "60/minute"
    limit_crowd: str = "600/minute"
    limit_discover: str = "6/minute;60/hour"
    limit_discover_site: str = "30/minute;300/hour"
    limit_login: str = "10/minute;50/hour"
    limit_read: str = ""
    limit_vote: str = "60/minute;600/hour"
    limit_report: str = "10/minute;60/hour"
    edit_minutes: int = 10
    reports_to_hold: int = 5
    flood_site: str = "120/minute"
    flood_newcomers: str = "20/minute"
    flood_guesses: str = "10/10 minutes"
    preview: bool = True
    discover_articles: bool = True
    archive_articles: int = 300
    complaint_days: int = 7
    session_hours: int = 12
    session_idle_minutes: int = 120
    desk_totp: str = "optional"
    claim_minutes: int = 5
    secure_cookies: bool = True
    demo: bool = False
    log_level: str = "INFO"

    @property
    def kinds_of_captcha(self) -> tuple[str, ...]:
        """The kinds of captcha in the publisher's order."""
        return tuple(kind.strip() for kind in self.captcha_kinds.split(","))

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "Settings":
        """Read settings from a mapping such as `os.environ`.

        Raises SettingsError that names every fault: what is missing, not a number, too small, or unknown.
        """
        known = {f"NAZER_{field.name.upper()}": field for field in fields(cls)}
        faults: list[str] = [
            f"{name} is no setting" for name in sorted(environ) if name.startswith("NAZER_") and name not in known
        ]
        values: dict[str, Any] = {}
        for name, field in known.items():
            raw = environ.get(name)
            if raw is None and name == "NAZER_DATABASE_URL":
                raw = environ.get("DATABASE_URL")
            if raw is None:
                continue
            try:
                values[field.name] = _convert(raw, field.type)
            except ValueError as error:
                faults.append(f"{name}: {error}")
        if "secret_key" not in values:
            faults.append("NAZER_SECRET_KEY is missing")
        else:
            faults += _secret_faults(values["secret_key"], demo=values.get("demo", False))
        faults += [
            f"NAZER_{name.upper()}: at least {least}"
            for name, least in LEAST.items()
            if isinstance(values.get(name), int) and values[name] < least
        ]
        faults += _kind_faults(values.get("captcha_kinds", "image"))
        faults += [
            f"NAZER_{name.upper()}: at most {most}"
            for name, most in MOST.items()
            if isinstance(values.get(name), int) and values[name] > most
        ]
        if values.get("desk_totp", "optional") not in {"optional", "required"}:
            faults.append("NAZER_DESK_TOTP: optional or required")
        if values.get("log_level", "INFO") not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
            faults.append("NAZER_LOG_LEVEL: DEBUG, INFO, WARNING or ERROR")
        if faults:
            raise SettingsError("; ".join(faults))
        return cls(**values)


LEAST = {
    "trusted_proxies": 0,
    "max_text_length": 1,
    "max_name_length": 1,
    "max_body_bytes": 1024,
    "captcha_length": 4,
    "captcha_seconds": 30,
    "captcha_least_seconds": 0,
    "archive_articles": 0,
    "complaint_days": 1,
    "session_hours": 1,
    "edit_minutes": 0,
    "reports_to_hold": 0,
    "session_idle_minutes": 5,
    "claim_minutes": 1,
}
MOST = {"archive_articles": 500}
SECRET_LENGTH = 32
CAPTCHA_KINDS = ("image", "audio", "question", "pow")


def _convert(raw: str, kind: Any) -> str | int | bool:
    if kind is int:
        try:
            return int(raw)
        except ValueError:
            message = "not a whole number"
            raise ValueError(message) from None
    if kind is bool:
        if raw.lower() not in {"1", "true", "yes", "0", "false", "no"}:
            message = "yes or no"
            raise ValueError(message)
        return raw.lower() in {"1", "true", "yes"}
    return raw


def _kind_faults(kinds: str) -> list[str]:
    named = [kind.strip() for kind in kinds.split(",")]
    if len(named) == len(set(named)) and set(named) <= set(CAPTCHA_KINDS):
        return []
    return [f"NAZER_CAPTCHA_KINDS: of {', '.join(CAPTCHA_KINDS)}, each once, parted by commas"]


def _secret_faults(secret: str, *, demo: bool) -> list[str]:
    if secret == DEMO_SECRET:
        return [] if demo else ["NAZER_SECRET_KEY is the demo's"]
    if len(secret) < SECRET_LENGTH:
        return [f"NAZER_SECRET_KEY: at least {SECRET_LENGTH} characters"]
    return []
