"""Why a package is not taken: a code that `training.package_words` puts into words, and what the sentence names."""


class PackageRefused(ValueError):
    """Nothing of the package is kept. `code` names the reason, `values` what its sentence speaks of."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code, values)
        self.code, self.values = code, values
