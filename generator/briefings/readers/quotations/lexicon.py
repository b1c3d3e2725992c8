"""Words by which newspapers attribute speech, for each language."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """How a language attributes speech: sets of words, all in lower case."""

    says: frozenset[str]
    """Reporting verbs, in the forms of news: third person, present and past."""
    tells: frozenset[str] = frozenset()
    """Those of them that the addressee follows, not the speaker: “told reporters”."""
    calls: frozenset[str] = frozenset()
    """Verbs of naming and judging (“called it …”); only a name can be their speaker."""
    verbs: frozenset[str]
    """`says` and `calls`."""
    saying: frozenset[str] = frozenset()
    """Participles: “…, saying that …”."""
    according: re.Pattern[str]
    """Matches prepositions before a speaker: “according to”."""
    singular: frozenset[str] = frozenset()
    """Personal pronouns of one person, nominative."""
    plural: frozenset[str] = frozenset()
    """Other subjects that name no speaker."""
    articles: frozenset[str] = frozenset()
    """Articles and possessives at the beginning of a noun phrase."""
    prepositions: frozenset[str] = frozenset()
    """Words that a name follows which is not the subject: “a spokesman for the Ministry said”."""
    adverbs: frozenset[str] = frozenset()
    """Words between a subject and its verb, or capitalised at the beginning of a sentence."""
    subject_first: bool = False
    """Whether the subject precedes its verb unless the clause ends with it (English)."""
    nouns_capital: bool = False
    """Whether all nouns are capitalised (German)."""


def _lexicon(
    according: str, *, subject_first: bool = False, nouns_capital: bool = False, **words: str
) -> Lexicon:
    """Return a lexicon from words separated by white space."""
    sets = {key: frozenset(value.split()) for key, value in words.items()}
    return Lexicon(
        according=re.compile(rf"\b(?:{according})\s", re.IGNORECASE),
        verbs=sets["says"] | sets["calls"],
        subject_first=subject_first,
        nouns_capital=nouns_capital,
        **sets,
    )


ENGLISH = _lexicon(
    says="""said says told tells added adds noted notes stressed stresses explained explains
    warned warns argued argues claimed claims insisted insists stated states declared declares
    announced announces replied replies asked asks wrote writes tweeted tweets posted urged
    urges concluded recalled emphasized emphasised underlined underscored admitted acknowledged
    agreed suggested suggests confirmed confirms denied denies commented comments remarked
    responded reiterated vowed pledged promised quipped asserted maintained observed mentioned
    highlighted cautioned complained reads pointed reported believes believed thinks hopes hoped
    demanded clarified revealed indicated specified elaborated joked testified""",
    tells="told tells",
    calls="""called calls described describes accused accuses dismissed dismisses branded
    labelled labeled dubbed hailed slammed condemned criticized criticised denounced praised""",
    saying="""saying adding stressing noting calling describing warning arguing claiming
    insisting stating declaring telling writing explaining emphasizing underlining""",
    according="according to|in the words of|as per",
    singular="he she",
    plural="""they we it i you who which this that there those these one many some others
    someone everyone nobody""",
    articles="a an the his her their its one another two three several",
    prepositions="""of for in at on from with to by about after before during against between
    into over under near since until via than amid among through within without as""",
    adverbs="""also later earlier then now however has had have further repeatedly previously
    recently once again still already subsequently meanwhile therefore thus publicly only just
    even never both himself herself was quoted being as and but yet so when while if although
    though or nor because not i you""",
    subject_first=True,
)
GERMAN = _lexicon(
    says="""sagte sagt erklärte erklärt betonte betont meinte meint ergänzte fügte warnte warnt
    kritisierte kritisiert schrieb schreibt berichtete berichtet antwortete fragte behauptete
    forderte fordert kündigte teilte äußerte bekräftigte unterstrich versicherte bestätigte
    räumte twitterte erzählt erzählte so gesagt hofft findet glaubt lobte appellierte""",
    calls="nannte nennt bezeichnete bezeichnet sprach spricht",
    according="laut|nach Angaben von|nach den Worten von|nach Aussage von",
    singular="er sie",
    plural="es wir man wer dies das ich du jemand niemand sich nicht viele alle einige manche",
    articles="""der die das ein eine einer einem einen eines sein seine seiner seinem seinen ihr
    ihre ihrer ihrem ihren dem den des""",
    nouns_capital=True,
    prepositions="""von vom für in im an am auf aus bei beim mit zu zum zur über unter nach vor
    gegen zwischen seit bis durch um des der""",
    adverbs="""auch später zuvor dann nun hat hatte weiter bereits am noch dazu zudem bald
    außerdem dort damals gestern heute danach daraufhin dabei deshalb trotzdem allerdings jedoch
    dennoch anschließend schließlich gleichzeitig hier jetzt schon nur ferner darüber dafür weil
    wenn als ob also doch entsprechend ebenso zugleich weiterhin obwohl nachdem während seit
    sobald wie da anfang mitte ende""",
)
FRENCH = _lexicon(
    says="""déclaré dit affirmé expliqué ajouté indiqué souligné précisé assuré estimé rappelé
    écrit annoncé insisté martelé répondu lancé confié conclu reconnu regretté averti prévenu
    raconté poursuivi détaillé déclare affirme explique ajoute indique souligne précise assure
    estime rappelle annonce insiste répond lance confie conclut reconnaît regrette avertit
    prévient raconte poursuit détaille résume commente""",
    calls="qualifié qualifie dénoncé dénonce accusé accuse fustigé",
    saying="déclarant affirmant expliquant ajoutant soulignant précisant estimant",
    according="selon|d’après|d'après",
    singular="il elle",
    plural="ils elles on nous je tu ce qui celui celle se ne",
    articles="le la les l’ l' un une des ce cette son sa ses leur",
    prepositions="""de du des d’ d' à au aux en dans pour par sur avec chez contre entre vers
    sous depuis""",
    adverbs="a ont avait aussi également encore ensuite ainsi t-il t-elle",
)
SPANISH = _lexicon(
    says="""dijo dice afirmó afirma aseguró asegura explicó explica añadió añade señaló señala
    indicó indica declaró declara sostuvo sostiene destacó destaca subrayó subraya advirtió
    advierte manifestó expresó apuntó apunta agregó agrega recuerda concluye relata insiste
    manifiesta precisó insistió recordó comentó escribió respondió reconoció concluyó lamentó
    aclaró reiteró anunció contó cuenta ha dicho""",
    calls="calificó tildó llamó acusó denunció",
    saying="diciendo afirmando añadiendo",
    according="según|de acuerdo con|en palabras de",
    singular="él ella",
    plural="ellos ellas nosotros yo quien que esto se no lo",
    articles="el la los las un una su sus este esta",
    prepositions="de del en a al para por con sobre contra entre desde hasta hacia",
    adverbs="también ha había después luego además ya",
)
ITALIAN = _lexicon(
    says="""detto dice ha disse afferma affermato spiega spiegato aggiunge aggiunto dichiara
    dichiarato sottolinea sottolineato sostiene sostenuto precisa precisato ricorda ricordato
    scrive scritto commenta commentato conclude concluso racconta raccontato osserva assicura
    avverte ammette risponde risposto annuncia annunciato ribadisce ribadito""",
    calls="definito definisce accusato accusa",
    saying="spiegando aggiungendo sottolineando dicendo",
    according="secondo|a detta di",
    singular="lui lei egli ella",
    plural="loro noi io chi che questo si non",
    articles="il lo la i gli le un uno una l’ l'",
    prepositions="""di del dello della dei degli delle a al alla in nel nella da dal dalla con
    su sul sulla per tra fra""",
    adverbs="ha hanno aveva anche poi inoltre infine così",
)
PORTUGUESE = _lexicon(
    says="""disse diz afirmou afirma explicou explica acrescentou acrescenta declarou declara
    ressaltou destacou sublinhou frisou garantiu alertou contou conta escreveu comentou
    respondeu concluiu lembrou admitiu reconheceu completou informou revelou referiu""",
    calls="chamou classificou acusou",
    saying="dizendo afirmando acrescentando",
    according="segundo|de acordo com|conforme",
    singular="ele ela",
    plural="eles elas nós eu quem que isso se não",
    articles="o a os as um uma seu sua",
    prepositions="""de do da dos das em no na nos nas a ao à para por pelo pela com sobre contra
    entre""",
    adverbs="também ainda depois então já",
)
DUTCH = _lexicon(
    says="""zei zegt vertelde vertelt verklaarde verklaart schreef schrijft vindt vond stelt
    stelde benadrukte benadrukt waarschuwde waarschuwt antwoordde meldde meldt aldus reageerde
    reageert vervolgde concludeerde legt liet laat""",
    calls="noemde noemt",
    according="volgens",
    singular="hij zij ze",
    plural="het wij we ik men wie dit dat",
    articles="de het een zijn haar hun",
    prepositions="van voor in op aan bij met naar uit over door tegen tussen sinds tot onder",
    adverbs="ook later eerder dan heeft had toen nog daar daarom zo nu gisteren vandaag verder",
)
RUSSIAN = _lexicon(
    says="""сказал сказала заявил заявила отметил отметила подчеркнул подчеркнула добавил
    добавила сообщил сообщила пояснил пояснила рассказал рассказала написал написала считает
    уточнил уточнила напомнил напомнила объяснил объяснила указал указала заметил заметила
    признал признала предупредил предупредила говорит говорится ответил ответила""",
    calls="назвал назвала обвинил обвинила",
    according="по словам|по мнению|по данным|как сообщает",
    singular="он она",
    plural="они мы я ты вы это кто который",
    articles="",
    prepositions="в во на с со из от до по для о об при за над под между к ко у",
    adverbs="также ранее позже затем ещё еще уже",
)
POLISH = _lexicon(
    says="""powiedział powiedziała mówi mówił mówiła dodał dodała podkreślił podkreśliła
    stwierdził stwierdziła zaznaczył zaznaczyła wyjaśnił wyjaśniła napisał napisała ocenił
    oceniła poinformował poinformowała przekonuje tłumaczy oświadczył oświadczyła odpowiedział
    odpowiedziała przyznał przyznała przypomniał""",
    calls="nazwał nazwała oskarżył",
    according="według|zdaniem|jak podaje",
    singular="on ona",
    plural="oni one my ja to kto który",
    articles="",
    prepositions="w we na z ze do od dla o po przez przy za nad pod między u",
    adverbs="także też również później wcześniej potem",
)
SCANDINAVIAN = _lexicon(
    says="""sa säger sade sier siger sagde sagt skrev skriver svarade svarte svarede berättar
    berättade forteller fortalte fortæller fortalte menar mener mente menade förklarar forklarer
    forklarte förklarade tillade tilføjer tilføjede understreker understregede uttalade uttaler
    udtaler konstaterar konstaterer""",
    calls="kallade kaller kalte kalder kaldte",
    according="enligt|ifølge|i følge",
    singular="han hon hun",
    plural="de vi jag jeg man det den som",
    articles="en ett et den det de",
    prepositions="av af för for i på från fra med till til om vid ved mot mod mellan mellem hos",
    adverbs="""också også senare senere har hade hadde havde även då så nu därför derfor
    samtidigt samtidig dessutom dessuten""",
)
LANGUAGES = {
    "en": ENGLISH,
    "de": GERMAN,
    "fr": FRENCH,
    "es": SPANISH,
    "it": ITALIAN,
    "pt": PORTUGUESE,
    "nl": DUTCH,
    "ru": RUSSIAN,
    "pl": POLISH,
    **dict.fromkeys(("sv", "no", "nb", "nn", "da"), SCANDINAVIAN),
}

# Titles before a name that are not part of it. Titles before a first name (King, Pope) are part.
TITLES = frozenset(
    """president minister secretary chancellor premier senator governor mayor general gen
    col colonel capt captain lt lieutenant maj major sgt sergeant adm admiral cmdr commander
    mr mrs ms miss dr prof professor judge justice ambassador envoy spokesman spokeswoman
    spokesperson chief director chairman chairwoman chairperson commissioner rep sen gov
    speaker representative leader officer attorney ceo marshal sheriff vice deputy
    undersecretary coach manager adviser advisor analyst herr frau monsieur madame mme m
    señor señora sr sra signor signora präsident präsidentin bundeskanzler bundeskanzlerin
    kanzler kanzlerin minister ministerin sprecher sprecherin chef chefin vorsitzender
    vorsitzende professorin bürgermeister bürgermeisterin""".split()  # noqa: SIM905
)
# German offices are one word: Außenministerin, Regierungssprecher, Parteichef.
TITLE_ENDINGS = re.compile(
    r"(?:minister|präsident|sprecher|kanzler|chef|leiter|vorsitzende|direktor|beauftragte|meister"
    r"|forscher|experte|politiker|trainer|anwalt|anwält)(?:in|r|n)?$",
    re.IGNORECASE,
)
# Organisations with a title in their name: the “Justice Department” is no justice.
BODIES = frozenset(
    """department ministry office party council committee command bank staff motors assembly court
    agency bureau service commission union association administration house directorate""".split()  # noqa: SIM905
)
# Lower-case words inside names.
PARTICLES = frozenset(
    """de del della di da dos das du van von der den bin ibn bint al el la le ter ten zu af y e
    """.split()  # noqa: SIM905
)


def lexicon_of(lang: str) -> Lexicon | None:
    """Return the lexicon of a language, given as a BCP 47 tag; None if there is none."""
    return LANGUAGES.get(lang.partition("-")[0].lower())
