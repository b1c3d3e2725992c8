"""The reader of saved web pages.

`reader` is the entry. `decoding` and `segment` turn bytes into text blocks, `scoring` finds the
element with the main content, `classify` labels each block, `facts` and `byline` find the metadata.
"""
