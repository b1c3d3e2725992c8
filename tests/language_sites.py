"""Small sites in several languages, with invented content."""

from collections.abc import Mapping

_BRIDGE = """\
---
title: {bridge}
kind: place
aliases: [{also}]
summary: {summary}
timeline:
  - {{date: 1931, event: "{opened}"}}
  - {{date: 2019-11, event: "{cracks}", source: "https://example.org/cracks"}}
  - {{date: 2020-05-02, event: "{closed}"}}
  - {{date: 2021-07-01, event: "{again}"}}
sources:
  - {{title: "{report}", url: "https://example.org/report"}}
reviewed: 2024-01-29
authors: ["{author}", "{other}"]
corrections: [{{date: 2024-01-30, text: "{amended}"}}]
updates: [{{date: 2024-02-29, text: "{again}"}}]
---

{body}
"""
_CITY = """\
---
title: {city}
kind: {kind}
summary: {city_summary}
---

{city_body}
"""
_NOTED = """\
title: "{headline}"
published: 2020-05-04
outlet: wire
summary: "{standfirst}"
authors: ["{author}", "{other}"]
tags: ["{topic}"]
url: https://example.org/a
notes:
  - quote: "{quote}"
    kind: context
    note: "{note}"
    sources: ["https://example.org/n", {{title: "{paper}"}}]
    author: "{author}"
    date: 2020-05-07
  - {{quote: "{second}", kind: correction, note: "{amended}"}}
corrections: [{{date: 2020-05-08, text: "{amended}"}}]
"""


def of(language: str) -> Mapping[str, str]:
    """Return the content of a site in a language of `_TEXTS`, with an article in a foreign one."""
    texts = _TEXTS[language]
    foreign = _TEXTS["de" if language == "ar" else "ar"]
    return {
        "outlets/wire.yml": f"name: {texts['outlet']}\n",
        "explainers/bridge.md": _BRIDGE.format(**texts),
        "explainers/city.md": _CITY.format(kind="place", **texts),
        "explainers/council.md": _CITY.format(
            kind="organisation", city=texts["council"], city_summary=texts["summary"],
            city_body=texts["body"],
        ),
        "articles/one.txt": texts["article"],
        "articles/one.yml": _NOTED.format(**texts),
        "articles/two.md": f"---\ntitle: \"{texts['later']}\"\npublished: 2020-06-01\n"
        f"captured: 2020-06-02T10:15:00Z\n---\n\n{texts['article']}",
        "articles/three.md": f"---\ntitle: \"{foreign['headline']}\"\n---\n\n{foreign['article']}",
    }  # fmt: skip


def words_of_content(language: str) -> str:
    """Return all words of the content of a site, in one text."""
    return "\n".join(of(language).values())


_TEXTS: Mapping[str, Mapping[str, str]] = {
    "de": {
        "bridge": "Blaue Brücke",
        "also": "alte Flussbrücke",
        "summary": "Die Brücke, die beide Ufer verbindet.",
        "opened": "Die Brücke wird eröffnet.",
        "cracks": "Ingenieure finden Risse.",
        "closed": "Die Brücke wird gesperrt.",
        "again": "Die Brücke ist wieder frei.",
        "report": "Bericht der Ingenieure, Blatt 3",
        "body": "Abgesandte aus Genf haben sie 1931 eröffnet.",
        "city": "Genf",
        "city_summary": "Eine Stadt, in der sich Abgesandte treffen.",
        "city_body": "Eine Stadt an einem See, nicht weit von der Blauen Brücke. "
        "Der Flussrat tagt hier. Blaue Brücke heißt auch ein Platz.",
        "council": "Flussrat",
        "outlet": "Flussbote",
        "headline": "Abgesandte sprechen über die Übergänge",
        "standfirst": "In Genf ging es um die gesperrte Brücke und eine Fähre.",
        "author": "Ada Berg",
        "other": "Jo Wald",
        "topic": "Übergänge",
        "quote": "Die Reparatur dauert ein Jahr",
        "note": "So lange wie 1984.",
        "second": "einen Fährbetrieb",
        "amended": "Es sind zwei Fähren.",
        "paper": "Akte 12",
        "article": "Abgesandte haben sich am Montag in Genf getroffen, um über die Übergänge zu "
        "sprechen, die seit dem Frühjahr geschlossen sind.\n\nDie Blaue Brücke bleibt gesperrt, "
        "sagte die Vermittlerin des Flussrats nach dem Treffen. Die Reparatur dauert ein Jahr und "
        "kostet viel Geld.\n\nBis dahin soll es einen Fährbetrieb geben, der beide Ufer verbindet. "
        "Ob er sich lohnt, ist unter den Abgesandten umstritten.\n",
        "later": "Eine Fähre ersetzt die Brücke",
    },
    "ar": {
        "bridge": "الجسر الأزرق",
        "also": "جسر النهر القديم",
        "summary": "الجسر الذي يصل بين ضفتي النهر.",
        "opened": "افتتاح الجسر.",
        "cracks": "مهندسون يجدون شقوقًا.",
        "closed": "إغلاق الجسر.",
        "again": "فتح الجسر من جديد.",
        "report": "تقرير المهندسين، الورقة 3",
        "body": "افتتحه مبعوثون من جنيف عام 1931.",
        "city": "جنيف",
        "city_summary": "مدينة يلتقي فيها المبعوثون.",
        "city_body": "مدينة على بحيرة، غير بعيدة عن الجسر الأزرق. ويجتمع فيها مجلس النهر.",
        "council": "مجلس النهر",
        "outlet": "رسول النهر",
        "headline": "مبعوثون يبحثون مسألة المعابر",
        "standfirst": "تناول اللقاء في جنيف الجسر المغلق وخط عبّارات.",
        "author": "هدى بدر",
        "other": "سامي نور",
        "topic": "المعابر",
        "quote": "يستغرق الإصلاح عامًا",
        "note": "كما حدث عام 1984.",
        "second": "خط عبّارات",
        "amended": "هما خطان.",
        "paper": "الملف 12",
        "article": "التقى مبعوثون يوم الاثنين في جنيف لبحث المعابر المغلقة منذ الربيع بين ضفتي "
        "النهر.\n\nوقالت الوسيطة باسم مجلس النهر بعد اللقاء إن الجسر الأزرق سيبقى مغلقًا. يستغرق "
        "الإصلاح عامًا ويكلف مالًا كثيرًا.\n\nوحتى ذلك الحين سيكون هناك خط عبّارات يصل بين "
        "الضفتين، ويختلف المبعوثون في جدواه.\n",
        "later": "عبّارة تحل محل الجسر",
    },
    "ja": {
        "bridge": "青い橋",
        "also": "古い川の橋",
        "summary": "両岸を結ぶ橋。",
        "opened": "橋が開通する。",
        "cracks": "技術者がひび割れを見つける。",
        "closed": "橋が閉鎖される。",
        "again": "橋が再び通れるようになる。",
        "report": "技術者の報告書、第3葉",
        "body": "ジュネーブの使節が1931年に開通させた。",
        "city": "ジュネーブ",
        "city_summary": "使節が集まる都市。",
        "city_body": "湖のほとりの都市で、青い橋から遠くない。河川評議会がここで開かれる。",
        "council": "河川評議会",
        "outlet": "川の便り",
        "headline": "使節、渡河の問題を協議",
        "standfirst": "ジュネーブで、閉鎖された橋と渡し船について話し合った。",
        "author": "山川あおい",
        "other": "森川ひかる",
        "topic": "渡河",
        "quote": "修理には一年かかり",
        "note": "1984年と同じ長さ。",
        "second": "渡し船の運航",
        "amended": "二隻である。",
        "paper": "文書12",
        "article": "使節は月曜日、春から閉ざされている渡河の問題をジュネーブで話し合った。"
        "\n\n河川評議会の仲介者は会談後、青い橋は閉鎖されたままだと述べた。修理には一年かかり、"
        "多額の費用が要るという。\n\nそれまでの間、両岸を結ぶ渡し船の運航が予定されている。"
        "使節の間では採算をめぐって意見が分かれている。\n",
        "later": "渡し船が橋に代わる",
    },
}
