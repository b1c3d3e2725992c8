"""The reader of text scrapes of whole pages.

`reader` is the entry. `segmentation` and `blocks` cut a capture into text blocks, `main_content`
finds the article among them, `classify` labels each block, `headline` and `bylines` find the facts.
"""
