"""The values that flow through the generator, from captured bytes to pages.

Everything here is frozen: a stage takes values and returns new ones, so that the same content
gives the same site on any machine. The words are those of the project: see README.md, "Words".
"""
