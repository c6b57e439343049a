"""From text to the tokens both engines store; no Django.

`folding` and `words` are cheap and run in every process; `lemmas` loads large dictionaries and belongs to the worker.
"""
