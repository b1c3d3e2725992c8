"""The benchmark of our generator; `python -m bench` runs it and writes `bench/RESULTS.md`.

It generates a corpus (`bench.corpus`). It builds the corpus with our command and with plain MkDocs
and Material (`bench.building`), parses the development captures with our readers and with
trafilatura (`bench.reading`), and links a corpus (`bench.linking`). The programs run in turns.
"""
