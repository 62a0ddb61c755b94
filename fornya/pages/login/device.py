"""Names the browser and the system that somebody signs in with, as people know them."""

# The first that is found counts: Edge and Opera also say Chrome, and everybody says Safari.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
# A tablet of Apple's says that it is a Mac; BankID's scheme for computers opens the app there as well.
_COMPUTERS = ("Windows NT", "Macintosh", "X11", "CrOS")
_CARRIED = ("Android", "iPhone", "iPad", "Mobile", "Tablet")


def device_name(user_agent: str) -> str:
    """Give names such as "Chrome, Android"; what is not known is left out."""
    names = (_first(_BROWSERS, user_agent), _first(_SYSTEMS, user_agent))
    return ", ".join(name for name in names if name)


def is_computer(user_agent: str) -> bool:
    """Tell whether a browser says that it runs on a computer; one that says nothing does not."""
    return any(sign in user_agent for sign in _COMPUTERS) and not any(sign in user_agent for sign in _CARRIED)


def _first(known: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for sign, name in known if sign in user_agent), "")
