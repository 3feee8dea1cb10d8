"""Union KG: pages of Chinese labour-union newspapers become a knowledge graph."""

__version__ = "0.1.0"
