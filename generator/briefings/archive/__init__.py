"""Archives: any number of captures, parsed and linked as on the site, as records in files.

Captures are grouped into parts (`parts`). Workers (`run`) parse and link each part separately
(`reader`), and write a file of its records (`record`, `folder`).
"""
