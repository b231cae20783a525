"""Python reads this before any program starts; moto_server is mended when it asks for its own first module."""

import os
import sys


class Mends:
    def find_spec(self, name, path, target=None):
        if name == "moto.server":
            sys.meta_path.remove(self)
            if "MOTO_SAY_VERSION" in os.environ:
                import moto

                print(moto.__version__, flush=True)
                os._exit(0)
            import mends  # noqa: F401


sys.meta_path.insert(0, Mends())
