"""The codes of problems of the content. Settings and options name them, so they stay the same."""

CODES: frozenset[str] = frozenset({
    "alias", "alias-twice", "article-attached", "bad-lead", "bad-picture", "bad-value",
    "beyond-any-page", "binary-file", "broken-link", "charset-decided", "consent-page",
    "contradicting-dates", "control-character", "cut-off-page", "cut-value", "damaged-docx",
    "damaged-gzip", "damaged-mail", "damaged-pdf", "damaged-webarchive", "derived-title",
    "docx-too-large", "draft-in-dossier", "duplicate", "duplicate-key", "empty-article",
    "empty-document", "empty-dossier", "empty-page", "encoding", "encrypted-pdf", "entry-twice",
    "error-page", "file-name", "folder", "font", "future-date", "improbable-date", "left-out",
    "line-unchanged",
    "list-page", "mail-without-text", "mislabelled", "misplaced-picture", "missing-key",
    "missing-picture", "moved-link", "must-link", "must-not-link", "nested-too-deeply",
    "never-clean", "no-address", "no-article", "no-content", "no-front-matter", "no-longer-name",
    "no-page-in-archive", "no-such-event", "no-such-line", "not-read", "note-link", "note-lost",
    "note-moved",
    "note-twice", "null-bytes", "old-or-encrypted-document", "open-front-matter",
    "overlooked-address", "page-too-large", "page-wide-html", "palette", "pdf-beyond-limits",
    "pdf-right-to-left",
    "pdf-support-missing", "pdf-too-large", "pdf-without-letters", "picture-alt", "picture-format",
    "reader-failed", "redirect-claimed", "redirect-taken", "rejects-its-name", "remote-picture",
    "renamed-entry", "renamed-explainer", "review-due", "same-address", "scanned-pdf",
    "second-title", "shared-alias", "sidecar-alone", "sidecar-of-markdown",
    "too-complex", "too-costly", "too-large",
    "undecided-name", "undecodable-bytes", "unknown-date", "unknown-entry", "unknown-explainer",
    "unknown-key", "unknown-outlet", "unreadable", "unreadable-characters", "unsafe-drawing",
    "unsafe-link", "unused-picture", "unwritten", "yaml",
})  # fmt: skip
"""All codes."""

OF_ONE_ARTICLE: frozenset[str] = frozenset({
    "beyond-any-page", "control-character", "damaged-docx", "damaged-gzip", "damaged-mail",
    "damaged-pdf", "damaged-webarchive", "docx-too-large", "nested-too-deeply", "page-too-large",
    "pdf-beyond-limits", "pdf-too-large", "reader-failed", "too-complex", "too-costly", "too-large",
})  # fmt: skip
"""Damage of a capture or sidecar, and limits that it exceeds: nobody has mistyped something.

The site is built without the article, because an archive always has a few of these."""
