"""Two events every part of the sandbox may look at: it is ready, and it is about to stop.

A sleep that belongs to a fault waits on `stopping` instead, so that a slow answer never holds up a stop.
"""

import threading

ready = threading.Event()
stopping = threading.Event()
