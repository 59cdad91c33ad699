"""The rooms that a run calls, in one place: tests hand in stand-ins, everybody else takes `ours()` through run.py."""

from __future__ import annotations

from hcc_helpers.indicators.month_results import compute
from hcc_helpers.places import project_root
from hcc_helpers.publish import for_all, frame, front_page, last_gate, paper_files
from hcc_helpers.publish.ahead import compute_beside, find_obstacles, read_ahead, store_ahead
from hcc_helpers.publish.shapes import Neighbours


def ours() -> Neighbours:
    """The rooms of this suite."""
    return Neighbours(
        project=project_root(),
        notebooks=project_root() / "notebooks",
        compute=compute,
        frame=frame.frame_of,
        front_page=front_page.render_front_page,
        foresee=front_page.foresee,
        all_periods=front_page.render_all_periods,
        ahead=store_ahead,
        shared=find_obstacles,
        coming=compute_beside,
        read_ahead=read_ahead,
        for_all=for_all.figures,
        unfit=last_gate.unfit,
        files=paper_files.files,
    )
