"""Phrases that news sites use around an article, in many languages.

None is of one outlet. The languages are those of the development captures and related ones.
Entries are parts of regular expressions if not stated otherwise; case is ignored, except in
`RELATED`.
"""

from briefings.readers.byline_words import GENRES

RELATED = (
    "READ (?:MORE|ALSO|NEXT)", "ALSO READ", "SEE ALSO", "RELATED", "Read (?:more|also|next)",
    "Also read", "See also", "More on this", "Related(?: stor(?:y|ies))?",
    "Lesen Sie (?:auch|hier|mehr|dazu)", "Lies auch", "Mehr dazu", "Mehr zum Thema",
    "Lees ook", "Lire aussi", "À lire(?: aussi)?",
    "Leggi anche", "Lea también", "Lee también", "Leer más", "Leia (?:também|mais)", "Les også",
    "Les mer", "Läs (?:också|mer)", "Læs også", "Lue myös", "Czytaj (?:także|też|więcej)",
    "Zobacz też", "Čtěte také", "Читайте (?:также|також|ещё)", "Baca (?:juga|selengkapnya)",
    "Ayrıca okuyun", "İlgili haber(?:ler)?", "اقرأ أيضا[ًً]?", "यह भी पढ़ें", "ये भी पढ़ें",
    "関連記事", "관련 ?기사",
)  # fmt: skip
"""Before a colon and the title of another article."""

COMMENTS = (
    "comments?", "kommentare?r?", "ergänzungen", "commentaires?", "comentarios?", "commenti",
    "reacties", "komentarze", "комментари", "коментарі", "yorumlar", "komentar", "التعليقات",
    "टिप्पणियाँ", "コメント", "댓글", "leave a (?:comment|reply)", "view comments",
    "join the (?:conversation|discussion)",
)  # fmt: skip
"""Beginnings of headings of readers' comments."""

AFTER = (
    *COMMENTS,
    r"(?:more|mehr|meer|plus|más|mais|altri|mer) (?:from|on|about|stories|news|in|aus|zum|zu)\b",
    r"(?:meer|plus|más|mais|altri|mer) (?:von|om|fra|i|over|sur|de|sobre|su)\b",
    "related", "recommended", "most (?:read|popular|viewed)", "read (?:more|next|also)",
    "trending", "top stories", "latest", "you may (?:also )?like", "up next", "popular",
    "don't miss", "editors?['’]?s? (?:picks|choice)", "meistgelesen", "auch interessant",
    "das könnte sie", "passend zum", "weitere (?:artikel|themen|meldungen|nachrichten)",
    "lesen sie auch", "à lire", "lire aussi", "sur le même", "les plus lus",
    r"le\w* (?:también|más)", "lo más", "te puede", "noticias relacionadas", "leggi anche",
    "potrebbe", "lees ook", "meest gelezen", "les også", "mest lest", "læs også",
    "läs (?:mer|också)", "czytaj", "najczęściej", "zobacz", "читайте", "популярн", "baca juga",
    "terkait", "terpopuler", "ilgili", "benzer", "en çok", "çok okunan", "اقرأ", "ذات صلة", "関連",
    "あわせて", "人気", "관련", "많이 본", "이 기사",
    r"(?:über|about|zur|zum) (?:die |den |the )?auto\w*",
    "share (?:this|on|article)", "artikel (?:teilen|drucken)", "diesen artikel", "partager",
    "compartir", "condividi", r"tags?\b", r"topics?\b", r"themen?\b", "schlagworte?",
    "stichworte?", "etiquetas", "temas", "keywords", "sign up", "newsletter", "subscribe",
    "advertisement", "first published", "dieser (?:text|artikel|beitrag)", "about the author",
)  # fmt: skip
"""Beginnings of headings of sections after an article."""

AGENCIES = (
    "getty", "reuters", "afp", "dpa", "imago", "picture[- ]alliance", "shutterstock", "istock",
    "epa", "europa press", "ap photo", "pa wire", "alamy", "apa", "keystone", "xinhua", "anadolu",
    "ansa", "efe", "ntb", "scanpix", "ritzau", "yonhap", "kyodo", "tass", "afp via",
    "adobe stock", "unsplash", "wikimedia",
)  # fmt: skip
"""Photo agencies."""

SITE = (
    "cookie", "newsletter", "javascript", "copyright", "adblock", "subscri", "abonn", " abo ",
    "privacy", "datenschutz", "log in", "login", "sign up", "signed up", "sign in", "sign-up",
    "registr", "whatsapp", "facebook", "instagram", "linkedin", "twitter", "telegram", "youtube",
    "tiktok", "e-mail", "email", "browser", "impressum", "your account", "your inbox", "our app",
    "our website", "our team", "terms of", "terms and", " click", "comment", "hier klicken",
    "download", "podcast", "advertis", "anzeige", "werbung", "einwilligung", "widerruf",
    "consent", "rights reserved", "http", "www.", "©", "ⓒ", "®",
)  # fmt: skip
"""Plain text in lines about the site itself: terms, accounts, sharing."""

BYLINE = (
    "by", "von", "par", "por", "di", "av", "af", "door", "oleh", "przez", "autor(?:en|in)?",
    "author", "text", "texte", "reported by", "written by", "автор", "words by", "report by",
    "from", rf"{GENRES} (?:by|von|par|por|av|di)", "текст", "بقلم", "كتبه?",
)  # fmt: skip
"""Before the names in a byline."""

PICTURE = (
    "photo(?:graph)?s?", "images?", "pictures?", "foto", "fotos", "fotó", "bild", "bilder",
    "crédit", "credits?", "illustration", "quelle", "bildquelle", "source", "fuente", "fonte",
    "kilde", "källa", "video", "grafik", "symbolbild", "archivbild", "zdj", "фото", "fotograf",
    "fotograaf", "사진", "写真", "صورة",
)  # fmt: skip
"""Before the name in a photo credit."""

CHANGED = (
    "updat", "modif", "chang", "last edited", "last reviewed", "zuletzt geprüft", "aktualisi",
    "geändert", "stand:", "mis à jour",
    "actualizad", "aggiorna", "oppdater", "uppdater", "opdater", "uppfært", "güncel",
    "обновл", "оновл", "измен", "수정", "更新", "diperbarui", "gewijzigd", "bijgewerkt",
    "atualizad", "zaktualiz", "päivitetty", "تحديث", "aktualizov",
    r"\bedited\b(?! by\b)", "revised", "corrected", "amended", r"\bupd\b", "letzte änderung",
    "letztes update", "überarbeitet", "zuletzt bearbeitet", "berichtigt", r"\bstand\b(?=\W*$)",
    "mise à jour", r"\bmaj(?= le\b|\s?:)", "actualisé", "révisé", "corrigé", "endret", "ændret",
    "ändrad", "redigert", "redigerad", "redigeret", "aangepast", "alterad", "editado",
)  # fmt: skip
"""Before the date of a change."""

PUBLISHED = (
    "publi", "posted", "veröffentlicht", "erschienen", "erstellt", "опубликован", "опубліковано",
    "yayın", "نشر", "입력", "등록", "公開", "julkaistu", "pubblicat", "gepubliceerd", "objavljeno",
    "zveřejněno", "dodano",
)  # fmt: skip
"""Before the date of publication."""

OTHER_DAY = (
    r"\bbis\b", r"\buntil\b", r"\bexpires?\b", r"\bausgabe\b", r"\bedition\b", r"\bissue\b",
    r"\bborn\b", r"\bgeboren\b", r"\bjusqu", r"\bhasta\b", r"\bfino al\b",
    r"\bprinted\b", r"\bgedruckt\b", r"\bimprimé", r"\bimpreso\b", r"\bstampato\b",
    r"\b(?:saved|captured|archived|accessed|retrieved|snapshot|cached?)\b", r"\babgerufen\b",
    r"\bconsulté", r"\bas it appeared\b", r"\btoday is\b", r"\bheute ist\b",
)  # fmt: skip
"""In lines whose date is not that of the article: the end of a licence, a printed edition."""

FURNITURE = (
    "advertise?ments?", "ads?", "sponsored(?: content)?", "anzeige", "werbung", "publicité",
    "publicidad", "publicidade", "pubblicità", "reklam[ae]?", "реклама", "إعلان", "広告", "광고",
    "advertentie", "annonse?", "mainos", "iklan",
    "(?:advertisement )?(?:(?:story|article) )?continue[sd]? (?:below|after|reading)(?: .*)?",
    r"\d+[ -]?(?:min(?:ute)?s?|hours?|days?|months?|years?)\.? (?:read|ago|lesezeit)",
    "(?:read|show|see|load) more", "mehr (?:anzeigen|lesen|erfahren)", "vis mer", "les mer",
    "läs mer", "læs mere", "lees meer", "voir plus", "en savoir plus", "ver más", "leer más",
    "leggi (?:di più|tutto)", "czytaj więcej", "devamını oku",
    "enlarge this image.*", "toggle caption.*", "hide caption.*",
    "image (?:copyright|caption|source) .*", "media playback is .*", "click (?:here|for) .*",
    "(?:please )?sign up .*(?:newsletter|briefing|e-?mails?|inbox|updates|alerts).*",
    "(?:please )?subscribe(?: (?:to|now|today|here)(?: .*)?)?",
    r"follow (?:us|@?\w+(?: \w+)?) on (?:x|twitter|facebook|instagram|telegram|youtube)\b.*",
    "share(?: (?:this|on|via)(?: .*)?)?", "print", "(?:leave a|view|post a) comments?",
    "(?:zum |unseren |den )?newsletter (?:abonnieren|bestellen|anmelden)", "weiterlesen", "teilen",
    "artikel (?:teilen|anhören|drucken|merken)", "weiter nach der anzeige",
    "la suite après .*publicité", "lire la suite", "(?:inscrivez|abonnez)-vous .*",
    "partager(?: (?:cet article|sur .*))?", "sigue leyendo", "seguir leyendo",
    "suscríb(?:e|a)[st]e .*", "compartir(?: en .*)?", "iscriviti .*", "condividi(?: su .*)?",
    "читать (?:далее|полностью)", "подпи(?:шитесь|сывайтесь) .*", "поделиться(?: .*)?",
    "продолжение после рекламы", "اقرأ المزيد", "اشترك .*", "شارك(?: المقال.*)?", "続きを読む",
)  # fmt: skip
"""Whole lines that are certainly none of an article: advertising labels, buttons, appeals."""
