"""The owner's font for share cards: the option `card_font`."""

from functools import lru_cache
from pathlib import Path

from mkdocs.config import config_options
from mkdocs.config.base import Config, ValidationError
from mkdocs.config.defaults import MkDocsConfig

from briefings.cache import digest
from briefings.model.content import CardFont

# How a file begins: https://learn.microsoft.com/typography/opentype/spec/otff
_BEGINNINGS = (b"\x00\x01\x00\x00", b"OTTO", b"true", b"ttcf")


class Option(config_options.Type[str]):
    """The path of a font file relative to `mkdocs.yml`, or an empty text."""

    def __init__(self, default: str) -> None:
        """Take the value that counts if there is none."""
        super().__init__(str, default=default)

    def pre_validation(self, config: Config, key_name: str) -> None:
        """Remember the folder of `mkdocs.yml`."""
        del key_name
        self._folder = Path(config.config_file_path or "").parent

    def run_validation(self, value: object) -> str:
        """Return the path, if it is that of a font; raises ValidationError."""
        path = super().run_validation(value)
        if not path:
            return ""
        try:
            with (self._folder / path).open("rb") as file:
                begins = file.read(4)
        except OSError as error:
            raise ValidationError(f"{path} cannot be read: {error.strerror}") from error
        if begins not in _BEGINNINGS:
            raise ValidationError(f"{path} is no font; name a file that ends in .ttf, .otf or .ttc")
        return path


def read(config: MkDocsConfig, path: str) -> CardFont | None:
    """Return a font with the digest of its file; None for an empty path."""
    if not path:
        return None
    file = Path(config.config_file_path).parent / path
    stat = file.stat()
    return CardFont(str(file), _digest(str(file), stat.st_size, stat.st_mtime_ns))


@lru_cache(maxsize=2)
def _digest(path: str, *_: int) -> str:
    return digest(Path(path).read_bytes())
