"""The benchmark: what our compiler costs beside the site generator that renders its pages.

`python -m bench` invents a corpus (`bench.corpus`), builds it in alternation with our command and
with plain MkDocs and Material, reads the development captures in turns with trafilatura
(`bench.reading`), links an invented corpus in turns with a bare scan (`bench.linking`), and writes
what that took to `bench/RESULTS.md`.
"""
