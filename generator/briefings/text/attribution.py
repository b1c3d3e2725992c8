"""Words by which newspapers attribute speech, for each language."""

import re
from dataclasses import dataclass, replace
from functools import cached_property

from briefings.text import languages


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """How a language attributes speech: sets of words, all in lower case."""

    says: frozenset[str]
    """Reporting verbs, in the forms of news: third person, present and past."""
    tells: frozenset[str] = frozenset()
    """Those of them that the addressee follows, not the speaker: “told reporters”."""
    passes_on: frozenset[str] = frozenset()
    """Those of them by which the press passes on what others said: “writes the Gazette”."""
    writes: frozenset[str] = frozenset()
    """Those of them by which persons publish their own words: “writes Roe”."""
    calls: frozenset[str] = frozenset()
    """Verbs of naming and judging (“called it …”); only a name can be their speaker."""
    verbs: frozenset[str]
    """`says` and `calls`."""
    inserted: frozenset[str] = frozenset()
    """`says`, and verbs that report speech only in a clause after it: “– …, utbryter X”."""
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
    conjunctions: frozenset[str] = frozenset()
    """Words before what is said: “said that”."""
    adverbs: frozenset[str] = frozenset()
    """Words between a subject and its verb, or capitalised at the beginning of a sentence."""
    days: frozenset[str] = frozenset()
    """Names of days, where they follow a verb without a preposition: “said Tuesday”."""
    subject_first: bool = False
    """Whether the subject precedes its verb unless the clause ends with it (English)."""
    nouns_capital: bool = False
    """Whether all nouns are capitalised (German)."""

    @cached_property
    def with_inserted(self) -> "Lexicon":
        """The words for sentences with speech after a dash: `inserted` are reporting verbs."""
        return replace(self, says=self.inserted, verbs=self.inserted | self.calls)


def _lexicon(
    according: str, *, subject_first: bool = False, nouns_capital: bool = False, **words: str
) -> Lexicon:
    """Return a lexicon from words separated by white space."""
    sets = {key: frozenset(value.split()) for key, value in words.items()}
    return Lexicon(
        according=re.compile(rf"\b(?:{according})\s", re.IGNORECASE),
        verbs=sets["says"] | sets["calls"],
        inserted=sets["says"] | sets.pop("inserted", frozenset()),
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
    passes_on="reports reported writes wrote",
    writes="writes wrote",
    calls="""called calls described describes accused accuses dismissed dismisses branded
    labelled labeled dubbed hailed slammed condemned criticized criticised denounced praised""",
    saying="""saying adding stressing noting calling describing warning arguing claiming
    insisting stating declaring telling writing explaining emphasizing underlining""",
    according="according to|in the words of|as per",
    conjunctions="that",
    singular="he she",
    plural="""they we it i you who which this that there those these one many some others
    someone everyone nobody""",
    articles="a an the his her their its one another two three several",
    prepositions="""of for in at on from with to by about after before during against between
    into over under near since until via than amid among through within without as despite unlike
    like besides behind beyond across along around toward towards throughout upon except
    whether""",
    adverbs="""also later earlier then now however has had have further repeatedly previously
    recently once again still already subsequently meanwhile therefore thus publicly only just
    even never both himself herself was quoted being as and but yet so when while if although
    though or nor because not i you however moreover meanwhile furthermore nevertheless instead
    similarly finally additionally""",
    days="monday tuesday wednesday thursday friday saturday sunday",
    subject_first=True,
)
GERMAN = _lexicon(
    says="""sagte sagt erklärte erklärt betonte betont meinte meint ergänzte fügte warnte warnt
    kritisierte kritisiert schrieb schreibt berichtete berichtet antwortete fragte behauptete
    forderte fordert kündigte teilte äußerte bekräftigte unterstrich versicherte bestätigte räumte
    informierte informiert twitterte erzählt erzählte so gesagt hofft findet glaubt lobte
    appellierte""",
    passes_on="schrieb schreibt berichtete berichtet meldet meldete zitiert",
    writes="schrieb schreibt",
    calls="nannte nennt bezeichnete bezeichnet sprach spricht",
    according="laut|nach Angaben von|nach den Worten von|nach Aussage von",
    conjunctions="dass",
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
    sobald wie da anfang mitte ende selbst und aber denn oder inzwischen mittlerweile zuletzt
    zudem""",
)
FRENCH = _lexicon(
    says="""déclaré dit affirmé expliqué ajouté indiqué souligné précisé assuré estimé rappelé
    écrit annoncé insisté martelé répondu lancé confié conclu reconnu regretté averti prévenu
    raconté poursuivi détaillé déclare affirme explique ajoute indique souligne précise assure
    estime rappelle annonce insiste répond lance confie conclut reconnaît regrette avertit
    prévient raconte poursuit détaille résume commente""",
    inserted="""lance lâche sourit soupire glisse plaisante ironise reprend demande demandé
    interroge répète répété témoigne témoigné souvient""",
    passes_on="écrit rapporte rapporté",
    calls="qualifié qualifie dénoncé dénonce accusé accuse fustigé",
    saying="déclarant affirmant expliquant ajoutant soulignant précisant estimant",
    according="selon|d’après|d'après",
    conjunctions="que qu’",
    singular="il elle",
    plural="ils elles on nous je tu ce qui celui celle se ne",
    articles="le la les l’ l' un une des ce cette son sa ses leur",
    prepositions="""de du des d’ d' à au aux en dans pour par sur avec chez contre entre vers
    sous depuis""",
    adverbs="a ont avait aussi également encore ensuite ainsi t-il t-elle",
)
SPANISH = _lexicon(
    says="""dijo dice afirmó afirma aseguró asegura explicó explica añadió añade señaló señala
    indicó indica recalca recalcó comenta coincide declaró declara sostuvo sostiene destacó destaca
    subrayó subraya advirtió advierte manifestó expresó apuntó apunta agregó agrega recuerda
    concluye relata insiste manifiesta precisó insistió recordó comentó escribió respondió reconoció
    concluyó lamentó aclaró reiteró anunció contó cuenta ha dicho""",
    inserted="""preguntó pregunta exclamó exclama prosiguió prosigue continuó continúa comenta
    responde bromeó zanjó ironizó confesó confiesa admitió admite reconoce lamenta""",
    passes_on="escribió informó informa publica",
    calls="calificó tildó llamó acusó denunció",
    saying="diciendo afirmando añadiendo",
    according="según|de acuerdo con|en palabras de",
    conjunctions="que",
    singular="él ella",
    plural="ellos ellas nosotros yo quien que esto se no lo",
    articles="el la los las un una su sus este esta",
    prepositions="de del en a al para por con sobre contra entre desde hasta hacia",
    adverbs="también ha había después luego además ya",
)
ITALIAN = _lexicon(
    says="""detto dice ha disse afferma affermato spiega spiegato aggiunge aggiunto dichiara
    dichiarato sottolinea sottolineato sostiene sostenuto precisa precisato ricorda ricordato scrive
    scritto scriveva twittato commenta commentato conclude concluso racconta raccontato osserva
    assicura avverte ammette risponde risposto annuncia annunciato ribadisce ribadito""",
    inserted="""chiede chiesto domanda domandato esclama esclamato prosegue proseguito continua
    continuato confessa confessato rivela rivelato confida""",
    passes_on="scrive scritto scriveva riporta rivela",
    calls="definito definisce accusato accusa",
    saying="spiegando aggiungendo sottolineando dicendo",
    according="secondo|a detta di",
    conjunctions="che",
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
    inserted="""perguntou pergunta exclamou continuou continua prosseguiu confessou confessa
    brincou lamentou lamenta recorda recordou questionou""",
    passes_on="escreveu informou noticiou",
    calls="chamou classificou acusou",
    saying="dizendo afirmando acrescentando",
    according="segundo|de acordo com|conforme",
    conjunctions="que",
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
    passes_on="schreef schrijft meldt meldde bericht",
    calls="noemde noemt",
    according="volgens",
    conjunctions="dat",
    singular="hij zij ze",
    plural="het wij we ik men wie dit dat",
    articles="de het een zijn haar hun",
    prepositions="van voor in op aan bij met naar uit over door tegen tussen sinds tot onder",
    adverbs="ook later eerder dan heeft had toen nog daar daarom zo nu gisteren vandaag verder",
)
RUSSIAN = _lexicon(
    says="""сказал сказала заявил заявила отметил отметила подчеркнул подчеркнула добавил добавила
    сообщил сообщила пояснил пояснила рассказал рассказала написал написала считает уточнил уточнила
    напомнил напомнила объяснил объяснила указал указала заметил заметила признался призналась
    признал признала предупредил предупредила говорит говорится ответил ответила""",
    inserted="""спросил спросила попросил попросила начал начала продолжил продолжила продолжал
    продолжала закончил закончила продолжает рассказывает поясняет отмечает подчеркивает
    подчёркивает добавляет вспоминает объясняет утверждает уверен уверена рассуждает воскликнул
    воскликнула заверил заверила утверждал утверждала произнес произнёс произнесла пошутил
    пошутила поделился поделилась констатировал констатировала резюмировал резюмировала
    подытожил подытожила возразил возразила возмутился возмутилась подтвердил подтвердила
    призвал призвала сказали заявили сообщили рассказали пояснили отметили добавили""",
    passes_on="написал написала пишет сообщает сообщил сообщила",
    calls="назвал назвала обвинил обвинила",
    according="по словам|по мнению|по данным|как сообщает",
    conjunctions="что",
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
    inserted="""pyta pytał pytała zapytał zapytała podkreśla dodaje zaznacza wyjaśnia ocenia
    przyznaje przypomina przypomniała opowiada opowiadał opowiadała wspomina zapewnia zapewnił
    zapewniła twierdzi uważa komentuje skomentował skomentowała stwierdza kontynuuje apeluje
    apelował relacjonuje relacjonował tłumaczył tłumaczyła mówią powiedzieli podsumował
    podsumowuje ostrzega ostrzegł ostrzegła żartuje odparł odparła""",
    passes_on="napisał napisała pisze podaje podał poinformował",
    calls="nazwał nazwała oskarżył",
    according="według|zdaniem|jak podaje",
    conjunctions="że iż",
    singular="on ona",
    plural="oni one my ja to kto który",
    articles="",
    prepositions="w we na z ze do od dla o po przez przy za nad pod między u",
    adverbs="także też również później wcześniej potem",
)
SCANDINAVIAN = _lexicon(
    says="""sa säger sade sier siger sagde sagt skrev skriver svarade svarte svarede berättar
    berättade forteller fortalte fortæller menar mener mente menade förklarar forklarer
    forklarte förklarade tillade tilføjer tilføjede understreker understregede uttalade uttaler
    uttalte udtalte udtaler konstaterar konstaterer opplyser oplyser uppger fortsätter
    fortsetter fortsætter""",
    inserted="""seier fortel meiner forklarar skriv konstaterte konstaterede
    konstaterade forteller utbryter utbröt udbryder innrømmer erkänner erkender indrømmer medger
    forsikrer försäkrar avslutter avslutar afslutter fortsatte fortsatt spør spurte spør spørger
    spurgte frågar frågade svarer svarar ler smiler skrattar skriker skrek råber råbte ropte
    roper ropar understryker understregar understregar understreger understrekar utdyper
    uddyber uddybede utvecklar legger lägger tilføyer påpeker påpekte påpekar påpekade
    påpeger påpegede hevder hevdet hävdar hævder hævdede tror synes syns oppsummerer
    opsummerer sammanfattar advarer advarte advarede varnar varnade betoner betonar fastslår
    fastslog lyder lød låter minnes mindes husker skriver kommenterer kommenterar erklærer
    erklærte deler røper avslører avslöjar tilstår bekrefter bekrefta bekreftet bekræfter
    bekräftar bekräftade melder meddeler meddelar undrer undret undrede undrar undrade
    opplyste oplyste uppgav understreket understregede underströk utdypet uttrykker uttrykte
    repliserer repliserte replikerar konkluderer konkluderte konkluderade konkluderede innvender
    mumler hvisker viskar utropar parerer presiserer presiserte preciserar præciserer anslår anslo
    foreslår foreslo lover lovet lovar sukker suckar forsikret bedyrer poengterer poängterar
    begrunner begrundar begrunder""",
    passes_on="skrev skriver melder rapporterer rapporterar",
    calls="kallade kaller kalte kalder kaldte beskriver beskrev betegner betegnet",
    according="enligt|ifølge|i følge|l(?:yder|ød) det fra",
    conjunctions="at att",
    singular="han hon hun ho",
    plural="de vi jag jeg eg man det den som du ni dere I",
    articles="en ett et den det de",
    prepositions="av af för for i på från fra med till til om vid ved mot mod mellan mellem hos",
    adverbs="""också også senare senere har hade hadde havde även då så nu därför derfor
    samtidigt samtidig dessutom dessuten""",
)
FINNISH = _lexicon(
    says="""sanoo sanoi kertoo kertoi toteaa totesi kirjoittaa kirjoitti muistuttaa muistutti
    korostaa korosti arvioi selittää selitti vastaa vastasi lisää lisäsi""",
    inserted="""kysyy kysyi jatkaa jatkoi huomauttaa huomautti kuvailee kuvaili pohtii pohti
    myöntää myönsi vakuuttaa vakuutti perustelee perusteli summaa naurahtaa muistelee sanovat
    kertovat painottaa painotti ihmettelee""",
    calls="",
    # In Finnish and Turkish the speaker precedes the postposition.
    according="(?!)",
    singular="hän",
    plural="he me minä sinä te se ne että joka",
    articles="",
    prepositions="",
    adverbs="myös on oli",
)
CZECH = _lexicon(
    says="""řekl řekla uvedl uvedla dodal dodala prohlásil prohlásila sdělil sdělila vysvětlil
    vysvětlila napsal napsala oznámil oznámila upozornil upozornila popsal popsala odpověděl
    odpověděla""",
    inserted="""říká tvrdí tvrdil tvrdila dodává vysvětluje popisuje vzpomíná připomněl
    připomněla připouští ptá zeptal zeptala míní soudí pokračuje pokračoval pokračovala""",
    calls="nazval nazvala označil označila",
    according="podle",
    conjunctions="že",
    singular="on ona",
    plural="oni my já ty to kdo který která že se",
    articles="",
    prepositions="v ve na z ze do od pro o po při za nad pod mezi u s k",
    adverbs="také pak poté již už",
)
UKRAINIAN = _lexicon(
    says="""сказав сказала заявив заявила зазначив зазначила наголосив наголосила додав додала
    повідомив повідомила пояснив пояснила розповів розповіла написав написала підкреслив
    підкреслила відповів відповіла нагадав нагадала уточнив уточнила""",
    inserted="""каже говорить розповідає пояснює зазначає додає наголошує запитав запитала
    спитав спитала продовжив продовжила вважає стверджує згадує переконаний переконана
    попередив попередила визнав визнала""",
    calls="назвав назвала звинуватив звинуватила",
    according="за словами|на думку",
    conjunctions="що",
    singular="він вона",
    plural="вони ми я ти ви це хто який яка що",
    articles="",
    prepositions="в у на з із зі від до по для про при за над під між к",
    adverbs="також раніше пізніше потім ще вже",
)
TURKISH = _lexicon(
    says="dedi diyor söyledi belirtti açıkladı vurguladı ekledi kaydetti",
    inserted="diye konuştu anlattı sordu yanıtladı aktardı",
    calls="",
    according="(?!)",
    singular="o",
    plural="onlar biz ben sen siz bu şu kim",
    articles="bir",
    prepositions="",
    adverbs="da de ise",
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
    "fi": FINNISH,
    "cs": CZECH,
    "uk": UKRAINIAN,
    "tr": TURKISH,
    **dict.fromkeys(("sv", "no", "nb", "nn", "da"), SCANDINAVIAN),
}

# Titles before a name that are not part of it. Titles before a first name (King, Pope) are part.
TITLES = frozenset(
    """president minister secretary chancellor premier senator governor mayor general gen
    col colonel capt captain lt lieutenant maj major sgt sergeant adm admiral cmdr commander
    mr mrs ms miss dr prof professor judge justice ambassador envoy spokesman spokeswoman
    spokesperson chief director chair chairman chairwoman chairperson commissioner rep sen gov
    speaker representative leader officer attorney ceo marshal sheriff vice deputy
    undersecretary coach manager adviser advisor analyst herr frau monsieur madame mme m
    señor señora sr sra signor signora präsident präsidentin bundeskanzler bundeskanzlerin
    kanzler kanzlerin minister ministerin sprecher sprecherin chef chefin vorsitzender
    vorsitzende professorin bürgermeister bürgermeisterin ordfører borgmester borgmästare
    kommunalråd talsperson talsmand talsmann talskvinne talsman talskvinna forsker forskare
    ingeniør ingenjör advokat politimester alcalde alcaldesa presidente presidenta portavoz
    ministro ministra director directora sindaco sindaca prefeito prefeita maire ministre
    directeur directrice président présidente мэр президент министр премьер-министр губернатор
    депутат глава директор мер міністр президентка prezydent premier burmistrz prezes minister
    rzecznik rzeczniczka dyrektor primátor starosta prezident ředitel cumhurbaşkanı
    cumhurbaşkanımız başbakan başbakanı başkan başkanı bakan bakanı vali valisi milletvekili
    büyükelçi büyükelçisi sözcü sözcüsü müdür müdürü komutan komutanı orgeneral savcı savcısı
    profesör lider lideri congressman congresswoman whip mp rev
    reverend rabbi pastor tem""".split()  # noqa: SIM905
)
# German offices are one word: Außenministerin, Regierungssprecher, Parteichef.
TITLE_ENDINGS = re.compile(
    r"(?:minister|präsident|sprecher|kanzler|chef|leiter|vorsitzende|direktor|beauftragte|meister"
    r"|forscher|experte|politiker|trainer|anwalt|anwält|banker|spezialist|ökonom|unternehmer|manager"
    r"|berater|mediziner|führer|korrespondent|koordinator|coach|diplomat|rektor|ologe|olog|bischof|abgeordnete|gründer|kenner|gewerkschafter|sekretär|historiker|soziologe|wissenschaftler|richter|kommissar|inspektor)(?:in|r|n)?$",
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
    return LANGUAGES.get(languages.base(lang))
