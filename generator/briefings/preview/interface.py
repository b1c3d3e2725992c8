"""The words of the preview's scripts, in the site's language; placeholders are in braces."""

from collections.abc import Mapping

from briefings.text import words


def interface(locale: str) -> dict[str, str | Mapping[str, str]]:
    """Return each word or phrase by its name; forms of plurals are by CLDR category.

    Args:
        locale: the Unicode locale of the site's language.
    """
    gettext = words.of(locale).gettext

    def plural_forms(singular: str, plural: str) -> Mapping[str, str]:
        return words.plural_forms(singular, plural, locale)

    return {
        "locale": locale.replace("_", "-"),
        "errors": plural_forms("{number} error", "{number} errors"),
        "warnings": plural_forms("{number} warning", "{number} warnings"),
        "more": plural_forms("{number} more in the terminal.", "{number} more in the terminal."),
        "error": gettext("Error"),
        "warning": gettext("Warning"),
        "show": gettext("{problems} in the content: show"),
        "comma": gettext(", "),
        "editor": gettext("Editor"),
        "problems": gettext("Problems"),
        "notes": gettext("Notes"),
        "facts": gettext("Facts"),
        "leftOut": gettext("Left out"),
        "suggestions": gettext("Suggestions"),
        "done": gettext("Done here"),
        "thisPage": gettext("This page"),
        "otherPages": gettext("Other pages"),
        "openFile": gettext("Open file"),
        "why": gettext("Why?"),
        "writeHere": gettext("Write here"),
        "newArticle": gettext("New article"),
        "unknown": plural_forms("{number} unknown", "{number} unknown"),
        "context": gettext("Context"),
        "update": gettext("Update"),
        "disputed": gettext("Disputed"),
        "correction": gettext("Correction"),
        "cancel": gettext("Cancel"),
        "close": gettext("Close"),
        "oneALine": gettext("One on each line"),
        "unknownFact": gettext("Unknown"),
        "line": gettext("Line {line}"),
        "keep-line": gettext("Keep this line"),
        "drop-line": gettext("Drop this line"),
        "new-explainer": gettext("Begin an explainer"),
        "inBriefings": plural_forms("In {number} briefing", "In {number} briefings"),
        "wait": gettext("One moment …"),
        "couldBe": gettext("It could be:"),
        "link-here": gettext("Link here as {title}"),
        "never-here": gettext("Never here"),
        "never-anywhere": gettext("Never anywhere"),
        "add-alias": gettext("Add as another name of {title}"),
        "noExplainer": gettext("No explainer has this name."),
        "onAllPages": gettext("On all pages"),
        "noEffect": gettext("No link changes."),
        "undo": gettext("Undo"),
        "undone": gettext("Undone: {what}"),
        "writtenTo": gettext("Saved in {files}."),
        "notDone": gettext("This was not done."),
        "conflict": gettext("Changed since this page was made: {files}. Nothing was saved."),
        "unreachable": gettext("The preview does not answer. Nothing was saved."),
        "loadAgain": gettext("Load the page again"),
        "title": gettext("Title"),
        "kind": gettext("Kind"),
        "summary": gettext("Summary"),
        "otherNames": gettext("Other names"),
        "draft": gettext("Draft, not published yet"),
        "text": gettext("Text"),
        "inMarkdown": gettext("in Markdown"),
        "preview": gettext("Preview"),
        "notWrittenYet": gettext("Not saved yet."),
        "person": gettext("Person"),
        "place": gettext("Place"),
        "organisation": gettext("Organisation"),
        "event": gettext("Event"),
        "document": gettext("Document"),
        "concept": gettext("Concept"),
        "dropFile": gettext("Drop a file here"),
        "chooseFile": gettext("Choose a file"),
        "captures": gettext("A saved page, a text, a PDF or an e-mail"),
        "fromAddress": gettext("From an address"),
        "fromText": gettext("From a text"),
        "takeIn": gettext("Take in"),
        "takenIn": gettext("Taken in:"),
        "openIt": gettext("Open it"),
        "sameStory": gettext("The same story may be here already:"),
        "effectLater": gettext("What changes is known after saving."),
        "chooseForWhy": gettext("Choose the words to ask about"),
        "save": gettext("Save"),
        "change": gettext("Change"),
        "takeAnyway": gettext("Take it in anyway"),
    }
