"""The settings of one instance, read once from the environment; a bad value stops the start."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

HERE = Path(__file__).resolve().parent
# templates/ and static/ stand at the top of a checkout, and inside the package once installed.
ROOT = HERE if (HERE / "templates").is_dir() else HERE.parent

VERSION = "0.1.0"
MEGABYTE = 1_000_000
SENTENCE_MAX = 300
# A body up to so many times the limit is read for the text of its form, its files let go.
HEAVIEST = 2


class BadSetting(ValueError):
    """A setting that cannot be used; the message names the variable, in French."""


@dataclass(frozen=True)
class S3Place:
    """A prefix of a bucket of a service that speaks S3; without `endpoint`, Amazon’s own."""

    bucket: str
    prefix: str
    endpoint: str
    region: str
    key: str = field(repr=False)
    secret: str = field(repr=False)

    @property
    def name(self) -> str:
        return f"s3://{self.bucket}/{self.prefix}".rstrip("/")


@dataclass(frozen=True)
class Settings:
    """Everything the instance may vary. `docs/exploitation.md` has a heading for each variable."""

    data: Path
    database_url: str
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = ""
    trusted_proxy: str = ""
    threads: int = 4
    body_limit: int = 120 * MEGABYTE
    jobs: str = "embedded"  # by threads of the server; « apart »: by `ecole work`
    secret_key: str = ""
    pepper: str = ""
    # None: the files are in the folder below; else there, and the last read are copied here.
    s3: S3Place | None = None
    cache_limit: int = 5000 * MEGABYTE
    # What the legal pages say of this instance; the page says so where one is missing.
    publisher: str = ""
    publication_director: str = ""
    hosting: str = ""
    contact: str = ""
    dpo: str = ""
    has_atelier: bool = False
    testing: bool = False

    @property
    def is_secure(self) -> bool:
        """Whether families reach the site by https: cookies are then `__Host-` and Secure."""
        return self.public_url.startswith("https://")

    @property
    def address(self) -> str:
        """The address to print on the cards, without a final slash."""
        return self.public_url or f"http://{self.host}:{self.port}"

    @property
    def files(self) -> Path:
        return self.data / "files"

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> Settings:
        """Read `ECOLE_*`; make the data folder and the secrets (mode 600) when they are missing."""
        data = Path(environ.get("ECOLE_DATA") or ROOT_DATA).resolve()
        make_private_folder(data)
        return cls(
            data=data,
            database_url=environ.get("ECOLE_DATABASE") or f"sqlite:///{data / 'ecole.sqlite3'}",
            host=environ.get("ECOLE_HOST") or "127.0.0.1",
            port=whole_number(environ, "ECOLE_PORT", 8000, 1, 65535),
            public_url=web_address(environ, "ECOLE_PUBLIC_URL"),
            trusted_proxy=environ.get("ECOLE_TRUSTED_PROXY", ""),
            threads=whole_number(environ, "ECOLE_THREADS", 4, 1, 64),
            body_limit=whole_number(environ, "ECOLE_BODY_LIMIT_MB", 120, 1, 2000) * MEGABYTE,
            jobs=environ.get("ECOLE_JOBS", "").strip() or "embedded",
            has_atelier=environ.get("ECOLE_ATELIER", "") == "1",
            secret_key=secret(data, "session.key"),
            pepper=secret(data, "cards.pepper"),
            s3=s3_place(environ, data),
            cache_limit=whole_number(environ, "ECOLE_CACHE_MB", 5000, 1, 10**7) * MEGABYTE,
            publisher=sentence(environ, "ECOLE_PUBLISHER"),
            publication_director=sentence(environ, "ECOLE_PUBLICATION_DIRECTOR"),
            hosting=sentence(environ, "ECOLE_HOSTING"),
            contact=mail_address(environ, "ECOLE_CONTACT"),
            dpo=sentence(environ, "ECOLE_DPO"),
        )


# A checkout keeps its data beside its code, from wherever it is called.
ROOT_DATA = (Path.cwd() if ROOT == HERE else ROOT) / "instance"


def s3_place(
    environ: Mapping[str, str], data: Path, destination: str | None = None
) -> S3Place | None:
    """Where ECOLE_FILES, or a `destination` written the same way, says that the files live."""
    text = environ.get("ECOLE_FILES", "").strip() if destination is None else destination
    if not text:
        return None
    found = re.fullmatch(r"s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/([\w.-]+(?:/[\w.-]+)*))?/?",
                         text, re.ASCII)
    if not found or ".." in text:
        raise BadSetting(f"ECOLE_FILES = «\u00a0{text}\u00a0»\u00a0: laissez-le vide pour le "
                         "dossier des données, ou écrivez s3://bucket/dossier.")
    endpoint = web_address(environ, "ECOLE_S3_ENDPOINT")
    region = environ.get("ECOLE_S3_REGION", "").strip()
    if not endpoint and not region:
        raise BadSetting("ECOLE_FILES\u00a0: il faut aussi ECOLE_S3_ENDPOINT (l’adresse du "
                         "service, https://…) ou ECOLE_S3_REGION.")
    return S3Place(found[1], found[2] or "", endpoint, region or "us-east-1",
                   s3_word(environ, data, "ECOLE_S3_KEY", "s3.key"),
                   s3_word(environ, data, "ECOLE_S3_SECRET", "s3.secret"))


def s3_word(environ: Mapping[str, str], data: Path, name: str, file: str) -> str:
    """What the service gave: in the environment, or in a file that only we read."""
    path = data / "secrets" / file
    text = environ.get(name, "").strip() or (path.read_text().strip() if path.exists() else "")
    if not text:
        raise BadSetting(f"{name}\u00a0: il faut la clé donnée par le service S3, dans ce réglage "
                         f"ou dans le fichier {path}.")
    return text


def whole_number(
    environ: Mapping[str, str], name: str, default: int, least: int, most: int
) -> int:
    text = environ.get(name, "").strip() or str(default)
    if not text.isdecimal() or not least <= int(text) <= most:
        raise BadSetting(f"{name} = « {text} » : il faut un nombre entier de {least} à {most}.")
    return int(text)


def web_address(environ: Mapping[str, str], name: str) -> str:
    text = environ.get(name, "").strip().rstrip("/")
    parts = urlsplit(text)
    if text and (parts.scheme not in ("http", "https") or not parts.netloc or parts.path):
        raise BadSetting(f"{name} = « {text} » : il faut une adresse comme https://ecole.ville.fr")
    return text


def sentence(environ: Mapping[str, str], name: str) -> str:
    text = " ".join(environ.get(name, "").split())
    if len(text) > SENTENCE_MAX:
        raise BadSetting(f"{name}\u00a0: {len(text)} signes, il en faut {SENTENCE_MAX} au plus.")
    return text


def mail_address(environ: Mapping[str, str], name: str) -> str:
    text = sentence(environ, name)
    if text and not re.fullmatch(r"[^@\s<>\"]+@[^@\s<>\"]+\.[a-zA-Z]{2,}", text):
        raise BadSetting(f"{name} = «\u00a0{text}\u00a0»\u00a0: il faut une adresse de courriel.")
    return text


def make_private_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise BadSetting(
            f"ECOLE_DATA = « {folder} » : impossible de créer ce dossier ({error.strerror})."
        ) from error


def secret(data: Path, name: str) -> str:
    """A secret kept in `<data>/secrets/<name>`, drawn once (256 bits), readable by us only."""
    path = data / "secrets" / name
    make_private_folder(path.parent)
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(32))
            file.flush()
            os.fsync(file.fileno())
    return path.read_text().strip()
