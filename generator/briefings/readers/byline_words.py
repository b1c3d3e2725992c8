"""Words of bylines that are no names: roles, credits, places, in the languages of the press."""

import re

_ROLES = frozenset(
    """editor reporter correspondent writer columnist journalist contributor
    photographer photojournalist blogger producer presenter newsreader freelancer
    leiterin ressortleiter ressortleiterin volontär volontärin herausgeber herausgeberin
    chefredaktor redaktor redaktorin moderatorin
    journaliste correspondant correspondante chroniqueur chroniqueuse éditorialiste rédacteur
    rédactrice envoyé envoyée photographe
    periodista redactor redactora corresponsal enviado enviada editora columnista
    jornalista repórter redator redatora correspondente colunista
    giornalista corrispondente inviato inviata redattore redattrice editorialista vicedirettore
    verslaggever verslaggeefster redacteur correspondente hoofdredacteur
    skribent krönikör kommentator utenrikssjef redaksjonssjef nyhetssjef
    toimittaja kirjeenvaihtaja päätoimittaja blaðamaður
    dziennikarz dziennikarka korespondent korespondentka publicysta publicystka redaktorka
    reportér reportérka zpravodaj zpravodajka novinář novinářka komentátor spravodajca
    újságíró szerkesztő tudósító főszerkesztő jurnalist jurnalistă corespondent corespondentă
    novinar novinarka urednik urednica dopisnik dopisnica
    muhabir muhabiri editör editörü yazar yazarı gazeteci temsilcisi
    wartawan jurnalis kontributor penulis
    δημοσιογράφος συντάκτης συντάκτρια ανταποκριτής ανταποκρίτρια
    корреспондент корреспондентка журналист журналистка редактор обозреватель репортер репортёр
    спецкор кореспондент кореспондентка журналіст журналістка редакторка оглядач оглядачка
    مراسل مراسلة صحفي صحفية صحافي محرر محررة خبرنگار כתב כתבת עורך עורכת עיתונאי संवाददाता पत्रकार
    """.split()  # noqa: SIM905
)
# German, Dutch and Scandinavian put such words together: `Wirtschaftsredakteurin`.
_ROLE_ENDINGS = (
    *("redakteur", "redakteurin", "korrespondent", "korrespondentin", "reporter", "reporterin"),
    *("journalist", "journalistin", "kolumnist", "kolumnistin", "redaktør", "redaktör"),
    *("fotograf", "fotografin", "chefredaktör", "kommentator", "kommentatorin"),
)
# Before a role without a comma.
_RANKS = frozenset(
    """senior junior staff chief deputy assistant associate contributing managing executive special
    freelance guest political foreign national international diplomatic environment economics
    business sports science health technology education crime court culture arts features home
    affairs news europe leitender leitende stellvertretender stellvertretende freier freie
    """.split()  # noqa: SIM905
)

CREDIT = re.compile(
    r"\W*(?:additional |with |further )?"
    r"(?:(?:edit(?:ing|ed)|translat(?:ion|ed)|compiled|photo(?:s|graphs?|graphy)?|graphics?|video"
    r"|illustrations?|pictures?|produc(?:ed|tion)|research|fact[- ]check(?:ed|ing)|reviewed"
    r"|(?<=additional )report(?:ing|ed)) by\b"
    r"|(?:bearbeitet|übersetzt|fotografiert) von\b|(?:édité|traduit|photos?) par\b"
    r"|(?:editado|traducido|traduzido|fotos?) por\b|(?:redigert|oversatt|översatt|foto) av\b"
    r"|(?:fotos?|photos?|bilder?|übersetzung|bearbeitung|redaktion|edición|édition|traduction"
    r"|traducción|illustration|grafik|video|фото|редактор|перевод|写真|사진)\s?[:：/]"
    r"|(?:fot\.|beeld\s?:|(?:foto(?:s|'s)?|fotogra(?:f[ií]as?|fie))\s(?:de|di|door|van|von)\b))",
    re.IGNORECASE,
)
"""Begins a credit for other work than writing: `editing by`, `Fotos:`."""

PICTURES = re.compile(
    r"\W*(?:(?:ph|f)oto(?:s|graf|graph(?:s|y|er|ie)?|grafie|grafía|grafi)?|bild(?:er)?|pictures?"
    r"|illustrations?|video|zdjęcia|fot\.?|kuva[t]?|фото|写真|사진)\W*",
    re.IGNORECASE,
)
"""Words in brackets after the name of somebody who took the pictures."""

GENRES = (
    r"(?:eine?\s\w+|(?:an?\s|une?\s|una\s|exclusive\s|guest\s|special\s)?"
    r"(?:column|commentary|comment|opinion|analysis|essay|review|interview|report|post"
    r"|kommentar|bericht|analyse|gastbeitrag|gastkommentar|kolumne|reportage|rezension"
    r"|entretien|tribune|chronique|propos recueillis|entrevista|análisis|columna|reportaje|opinión"
    r"|intervista|commento|analisi|intervju|kronikk?|krönika))"
)
"""Kinds of articles before the word `by`: `Ein Gastbeitrag von`, `Interview by`."""

PLACE = re.compile(
    r"(?:^|\s+)(?:in|at|from|of|[Ff]or|FOR|aus|bei|für|à|depuis|pour|desde|para|em|fra|från|för|hos"
    r"|uit|vanuit|voor|bij|w|dla|из|в|для)\s+(?=\S)"
)
"""Before the place or the outlet of an author: `in Osterby`, `for The Sample`."""

EAST_ASIAN_ROLE = re.compile(
    r"^(?:本報|本报)?(?:記者|记者|編譯|编译|撰文|作者)[\s:：・]*|^\S+(?:支局|総局|通信部)$"
    r"|\s*(?:기자|특파원|논설위원|記者|记者|特派員|編集委員|論説委員|編輯|编辑|通讯员)$"
)
"""Roles that are written before or after a name without a comma, and branch offices."""


def is_role(word: str) -> bool:
    """Return whether a word is the role of somebody who writes."""
    plain = word.casefold().strip(".,")
    return plain in _ROLES or plain.endswith(_ROLE_ENDINGS)


def without_role(text: str, *, is_first: bool) -> str:
    """Return a name without the role before or after it; empty if the text is only a role.

    Args:
        text: such as `Reporter Ann Lee`.
        is_first: whether no name is before it; else it is the role of that one, perhaps with its
            outlet: `Sample Press writer`.
    """
    words = text.split()
    roles = [number for number, word in enumerate(words) if is_role(word)]
    # `Staff Reporters`; but there are organisations of reporters.
    ranks = [word.casefold() for word in words[-2:-1]]
    if words and _RANKS.issuperset(ranks) and is_role(words[-1].rstrip("sS")):
        roles.append(len(words) - 1)
    if not roles or words[0] == "The":
        return text
    after, first = words[roles[-1] + 1 :], roles[0]
    while first and words[first - 1].casefold() in _RANKS:
        first -= 1
    before = words[:first]
    if len(after) > 1 and not after[0].islower():
        return " ".join(after)
    return " ".join(before) if is_first and len(before) > 1 else ""
