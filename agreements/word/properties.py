"""The properties a Word file tells of itself: title, authors, dates, language."""

from lxml import etree

from agreements.word.names import CORE_PART
from agreements.word.package import Package


def core_properties(package: Package) -> dict[str, str]:
    """What docProps/core.xml says, by the names it uses: title, creator, lastModifiedBy, created, language."""
    name = package.related("", CORE_PART)
    root = package.optional_tree(name)
    if root is None:
        return {}
    return {
        etree.QName(child).localname: child.text.strip()
        for child in root
        if child.text is not None and child.text.strip()
    }
