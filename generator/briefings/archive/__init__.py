"""An archive: captures of any number, read and linked as the site's are, as records in files.

A map over files. Captures are grouped into parts (`parts`), each part is read and linked by itself
(`reader`) and becomes one file of records (`record`, `folder`), and a Dask cluster does many at a
time (`cluster`).
"""
