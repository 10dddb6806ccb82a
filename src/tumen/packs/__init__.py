"""What the world is like, as plain data, and the small loaders that check it.

In: a folder of YAML and CSV for the codebook, a language or a country. Out: `load_pack(country, language)` gives a `Pack`. Refused, with
PackError: a folder that is missing, and data that break the rules of their file.
"""
