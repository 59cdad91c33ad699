"""Invents the sample: six months of 2025 and four of 2026, exports in the shapes of real systems, from one history, so that months fit together."""

from hcc_helpers.sample.folders import generate
from hcc_helpers.sample.year_2026 import generate_2026

__all__ = ["generate", "generate_2026"]
