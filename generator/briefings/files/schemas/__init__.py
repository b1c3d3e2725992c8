"""Schemas of content files: one pydantic model for each kind of file.

Unknown keys are errors: a misspelt key that is ignored would lose an editor's work.
"""
