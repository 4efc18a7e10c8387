"""What the models are, read from test/fixtures/obcms-fields.json, less what a test takes away."""

import json
import os
from pathlib import Path

FIXTURE = Path(__file__).resolve().parents[2] / "fixtures" / "obcms-fields.json"


def read_models():
    models = json.loads(FIXTURE.read_text())["models"]
    # Words like `common.workitem.title` (no such field) and `common.workitem.status=blocked` (no such choice).
    for word in os.environ.get("MINIOBCMS_LACKS", "").split():
        path, _, choice = word.partition("=")
        label, _, name = path.rpartition(".")
        if choice:
            models[label]["fields"][name]["choices"].remove(choice)
        else:
            del models[label]["fields"][name]
    return models


MODELS = read_models()
LABELS = sorted({label.partition(".")[0] for label in MODELS})
