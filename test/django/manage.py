"""The management commands of the test project, for `--manage "…/python manage.py" --cwd …`."""

import os
import sys

from django.core.management import execute_from_command_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "miniobcms.settings")
execute_from_command_line(sys.argv)
