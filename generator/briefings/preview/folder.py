"""The content folder of a preview: read once, then only the files that change."""

from collections.abc import Iterable
from pathlib import Path

from briefings.build import content_folder
from briefings.model.content import Content, ContentFile, Problem, SourceFile


class Folder:
    """The files of a content folder, as last read."""

    def __init__(self, root: Path) -> None:
        """Read the whole folder."""
        self.root = root
        self.files: dict[str, ContentFile] = {}
        """The files by path. The mapping is replaced, never changed."""
        self._unreadable: tuple[Problem, ...] = ()
        self._read_all()

    @property
    def content(self) -> Content:
        """The files, drafts too, and a problem for each one that cannot be read."""
        files = tuple(self.files.values())
        return Content(files, self._unreadable, content_folder.today(), with_drafts=True)

    def reload(self, paths: Iterable[Path]) -> bool:
        """Read some files again, and return whether one has changed.

        Args:
            paths: files and folders that have been changed, added or deleted. Paths outside of the
                content folder are ignored.
        """
        before = self.files, self._unreadable
        names = {p.relative_to(self.root).as_posix() for p in paths if p.is_relative_to(self.root)}
        names = {name for name in names if not any(n.startswith(".") for n in name.split("/"))}
        if any(name == "." or self._is_folder(name) for name in names):
            self._read_all()
        else:
            self._read(names)
        return (self.files, self._unreadable) != before

    def _is_folder(self, name: str) -> bool:
        return (self.root / name).is_dir() or any(f.startswith(f"{name}/") for f in self.files)

    def _read_all(self) -> None:
        found = content_folder.read_content(self.root)
        before = self.files
        self.files = {file.path: _same(before.get(file.path), file) for file in found.files}
        self._unreadable = found.problems

    def _read(self, names: Iterable[str]) -> None:
        files, unread = dict(self.files), list(self._unreadable)
        for name in names:
            path = self.root / name
            unread = [problem for problem in unread if problem.file != name]
            found = content_folder.read_file(path, name) if path.exists() else None
            if isinstance(found, SourceFile):
                files[name] = _same(files.get(name), found)
            else:
                files.pop(name, None)
                unread += [found] if found else []
        self.files, self._unreadable = files, tuple(unread)


def _same(before: ContentFile | None, now: ContentFile) -> ContentFile:
    """Return `before` if its bytes equal those of `now`: unchanged files stay identical objects."""
    return before if before and before.digest == now.digest else now
