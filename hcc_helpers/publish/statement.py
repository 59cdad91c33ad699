"""The manifest in the shape of an in-toto statement: what was made (subject), from what and by what (SLSA provenance).

Nothing is said here that the manifest does not hold; it is the same said so that other tools understand it. It is not
signed: an office that has a key signs the file as it is. docs/kiem_tra_manifest.py checks it without this suite.
"""

from __future__ import annotations

from typing import Any

TYPE = "https://in-toto.io/Statement/v1"
PREDICATE = "https://slsa.dev/provenance/v1"
BUILD = "urn:hcc-helpers:period:2"


def statement(content: dict[str, Any], outputs: dict[str, dict]) -> dict[str, Any]:
    """`_type`, `subject`, `predicateType` and `predicate` of a manifest."""
    code = content.get("code", {})
    return {
        "_type": TYPE,
        "subject": [{"name": name, "digest": {"sha256": outputs[name]["sha256"]}} for name in sorted(outputs)],
        "predicateType": PREDICATE,
        "predicate": {
            "buildDefinition": {
                "buildType": BUILD,
                "externalParameters": {name: content.get(name, "") for name in ("period", "audience")},
                "resolvedDependencies": _dependencies(content),
            },
            "runDetails": {
                "builder": {"id": f"urn:hcc-helpers:{code.get('package', '')}"},
                "metadata": {"invocationId": content.get("run_id", "")},
            },
        },
    }


def _dependencies(content: dict[str, Any]) -> list[dict[str, Any]]:
    """Inputs, code, notebooks and locked libraries, each by hash."""
    inputs, found = content.get("inputs", {}), []
    for snapshot in inputs.get("snapshots", []):
        month = snapshot["period"]
        found += [(f"raw/{month}/{file['name']}", file["sha256"]) for file in snapshot.get("files", []) if "name" in file]
        found += [(f"clean/{month}/{snapshot['version']}/snapshot.json", snapshot["sha256"])] if "sha256" in snapshot else []
    found += [(f"reference/{name}", known) for name, known in inputs.get("reference", {}).items()]
    found += [(f"outputs/{one['period']}/results.parquet", one["results"]) for one in inputs.get("earlier", [])]
    found += [(f"notebooks/{page['name']}.ipynb", page["notebook_sha256"]) for page in content.get("pages", [])]
    found += [("hcc_helpers", content["code"]["source_sha256"])] if "code" in content else []
    found += [("requirements.lock", lock)] if (lock := content.get("requirements_lock_sha256")) else []
    return [{"name": name, "digest": {"sha256": known}} for name, known in sorted(found)]
