"""Python reads this before any program starts; moto_server is mended when it asks for its own first module."""

import sys


class Mends:
    def find_spec(self, name, path, target=None):
        if name == "moto.server":
            sys.meta_path.remove(self)
            import mends  # noqa: F401


sys.meta_path.insert(0, Mends())
