"""The benchmark: what our compiler costs beside the site generator that renders its pages.

`python -m bench` invents a corpus (`bench.corpus`), builds it in alternation with our command and
with plain MkDocs and Material, and writes what that took to `bench/RESULTS.md`.
"""
