"""The networks: limits, counting, and the adapters that deliver.

``CHANNELS`` is the one list of networks, in the open: adding a network is one row there and, where it has an
interface, one module here.
"""

from amtsfunk.channels.networks import NETWORKS as CHANNELS
from amtsfunk.channels.networks import Network, network_of

__all__ = ["CHANNELS", "Network", "network_of"]
