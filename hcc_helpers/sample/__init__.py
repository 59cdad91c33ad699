"""Invents the sample: six months of exports in the shapes of real systems, from one history, so that months fit together."""

from hcc_helpers.sample.folders import generate

__all__ = ["generate"]
