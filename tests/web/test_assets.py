"""The style sheet and the script that pages link to."""

import gzip
import os
import re
import time
from pathlib import Path

import brotli
import pytest

from ecole.web.assets import build_assets

STATIC = Path(__file__).resolve().parents[2] / "static"
NAMES = {"first.css", "first.js", "ecole.css", "ecole.js", "icons.svg", "logo.svg", "favicon.svg"}


def folder(out: Path, version: str) -> Path:
    return out / "static" / version


def a_small_static(at: Path) -> Path:
    for name in ("css/components", "js/behaviours"):
        (at / name).mkdir(parents=True)
    for name in ("icons.svg", "logo.svg", "favicon.svg"):
        (at / name).write_text("<svg/>")
    (at / "css/tokens.css").write_text("@layer tokens;")
    (at / "css/components/tag.css").write_text(".tag {}")
    (at / "js/behaviours/tick.js").write_text("{}")
    return at


def test_it_works(tmp_path: Path) -> None:
    built = folder(tmp_path, build_assets(STATIC, tmp_path))
    assert {path.name for path in built.iterdir()} >= NAMES
    assert (built / "ecole.css").read_text(encoding="utf-8").startswith("@layer reset, tokens,")


def test_it_puts_compressed_twins_beside(tmp_path: Path) -> None:
    built = folder(tmp_path, build_assets(STATIC, tmp_path))
    plain = (built / "ecole.css").read_bytes()
    assert gzip.decompress((built / "ecole.css.gz").read_bytes()) == plain
    assert brotli.decompress((built / "ecole.css.br").read_bytes()) == plain


def test_it_may_be_called_again(tmp_path: Path) -> None:
    version = build_assets(STATIC, tmp_path)
    before = (folder(tmp_path, version) / "ecole.css").stat().st_mtime_ns
    assert build_assets(STATIC, tmp_path) == version
    assert (folder(tmp_path, version) / "ecole.css").stat().st_mtime_ns == before


def test_it_changes_address_with_content(tmp_path: Path) -> None:
    """A server may still be running on the former one, which goes a week later."""
    static = a_small_static(tmp_path / "static-source")
    former = build_assets(static, tmp_path)
    (static / "css/components/tag.css").write_text(".tag { color: inherit }")
    version = build_assets(static, tmp_path)
    assert version != former
    assert (folder(tmp_path, former) / "ecole.css").is_file()
    week_ago = time.time() - 8 * 86_400
    os.utime(folder(tmp_path, former), (week_ago, week_ago))
    build_assets(static, tmp_path)
    assert [path.name for path in (tmp_path / "static").iterdir()] == [version]


def test_it_mends_a_folder_emptied_by_a_power_cut(tmp_path: Path) -> None:
    version = build_assets(STATIC, tmp_path)
    (folder(tmp_path, version) / "ecole.css").write_bytes(b"")
    assert build_assets(STATIC, tmp_path) == version
    assert (folder(tmp_path, version) / "ecole.css").stat().st_size > 1000


def test_it_refuses_a_folder_without_styles(tmp_path: Path) -> None:
    static = a_small_static(tmp_path / "static-source")
    for sheet in (static / "css").rglob("*.css"):
        sheet.unlink()
    with pytest.raises(FileNotFoundError):
        build_assets(static, tmp_path)


def test_the_first_pages_take_less(tmp_path: Path) -> None:
    built = folder(tmp_path, build_assets(STATIC, tmp_path))
    for kind in ("css", "js"):
        first, whole = ((built / f"{name}.{kind}").read_text() for name in ("first", "ecole"))
        assert whole.startswith(first)


def test_each_icon_asked_for_is_drawn() -> None:
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text()))
    templates = (STATIC.parent / "templates").rglob("*.html")
    text = "\n".join(path.read_text(encoding="utf-8") for path in templates)
    asked = set(re.findall(r'(?:icon\(|drawing=)"([\w-]+)"', text))
    assert asked <= drawn


def test_scripts_keep_their_names_to_themselves() -> None:
    """They are joined in one module: each wraps itself, none imports another."""
    for script in (*(STATIC / "js/behaviours").glob("*.js"), *(STATIC / "js/tools").glob("*.js")):
        code = re.sub(r"^//.*\n", "", script.read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert code.strip().startswith("{"), script.name
        assert code.strip().endswith("}"), script.name
        assert "import " not in code, script.name
        assert len(code.splitlines()) <= 60, script.name


def test_what_a_page_loads_stays_light(tmp_path: Path) -> None:
    built = folder(tmp_path, build_assets(STATIC, tmp_path))
    weight = sum((built / f"{name}.br").stat().st_size for name in ("first.css", "first.js"))
    assert weight < 22_000  # of the 30 KB of a first view, with the page itself
