"""An article that attacks the site, and one in a right-to-left language with the same topics."""

import json

TITLE = '</title><script>window.hacked=1</script> & "quotes" {{ 7*7 }}'
SUMMARY = (
    '<img src=x onerror="window.hacked=2"> </script> {{ 7*7 }} [x](javascript:window.hacked=3)'
)
TAGS = ['<b onclick="window.hacked=4">', "{{ 7*7 }}", "[tag](javascript:window.hacked=5)"]
TEXT = (
    r"""
Kosovo, <script>window.hacked=6</script> wrote <img src=x onerror="window.hacked=7"> of zyzzyva.

# The third paragraph says <svg/onload=window.hacked=8> and nothing more than that to its readers.

[a link](javascript:window.hacked=9), <javascript:window.hacked=10>, <https://example.org/auto> and
![a picture](https://example.org/picture.png){: onerror="window.hacked=11" } were in the text, too.

{{ 7*7 }} {% include "main.html" %} ${7*7} **bold** _emphasis_ ~~gone~~ \* [^1] said.

{: onclick="window.hacked=12" .background #preview } was written on the wall of the old town hall.

<div class="background" markdown="1" onclick="window.hacked=13"><iframe srcdoc=""></iframe></div>.

&lt;script&gt; &amp;amp; &#60;i&#62; </article></main></body> <!-- a comment --> ]]> --> <style>*.

1. not a list, said the mayor of the town in the evening, when all of the others had gone home.
+ nor this | a | table |, said the mayor of the town in the evening, when all of them had gone.

    nor code, said the mayor, with a word of forty letters in it: """
    + "Aa" * 20
    + " and so the story ends.\n"
)

ARABIC_TEXT = (
    f"---\ntags: {json.dumps(TAGS)}"
    + """
title: محادثات حول ليبيا في جنيف
published: 2018-03-02
outlet: sample-wire
lang: ar
notes:
  - quote: كانت مفيدة
    kind: disputed
    note: >-
      Delegates of both sides have told reporters that nothing was settled, and that they had come
      to hear what others would propose.
    sources: ["https://example.org/talks"]
  - {quote: مبعوث الأمم المتحدة, kind: context, note: Ghassan Salamé.}
---

UNSMIL: قال مبعوث الأمم المتحدة إن المحادثات حول Libya كانت مفيدة، وإن الوفود ستعود إلى جنيف في
الأسبوع المقبل لكي تستكمل ما بدأته، على أن تعلن النتائج في نهاية الشهر.

وأضاف أن الأطراف اتفقت على أن تلتقي من جديد، وأن أبواب الحوار ستبقى مفتوحة لكل من يريد أن يشارك فيه.
"""
)
