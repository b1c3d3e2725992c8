"""Archives: any number of captures, parsed and linked as on the site, as records in files.

A map over files: captures are grouped into parts (`parts`). A worker parses and links each part by
itself (`reader`) and writes a file of records (`record`, `folder`). Many run at once (`run`).
"""
