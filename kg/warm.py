"""Loads what every worker needs when it is imported: workers are forked from the process that has done so."""

from kg.lexicon import lexicon

lexicon()
