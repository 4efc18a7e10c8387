// What our settings overlay puts before a target's own settings, taken away again: Python for programs that ask about them.

/** `own_backend(path)`: of a cache that the overlay watches. `own_settings(module)`: those that it stands before. */
export const overlayProgram = `
import os

def own_backend(path):
    watched = "obcms_perf.cache."
    return path[len(watched):].replace("__", ".") if path.startswith(watched) else path

def own_settings(module):
    if module != "obcms_perf.settings":
        return module
    return os.environ.get("OBCMS_PERF_SETTINGS", "obc_management.settings.base")
`;
