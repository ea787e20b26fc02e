/** A driver as the form offers it. */
export type Driver = {
  value: string
  label: string
  /** What a network of it is for. */
  about: string
  /** Options that have fields of their own. */
  modes?: { option: string; label: string; values: readonly string[] }
  parent?: string
}

export const DRIVERS: readonly Driver[] = [
  {
    value: 'bridge',
    label: 'bridge',
    about: 'A private network on this engine. Its containers find each other by name and reach the outside.',
  },
  {
    value: 'macvlan',
    label: 'macvlan',
    about: 'Containers appear on your own network with addresses and hardware addresses of their own.',
    modes: { option: 'macvlan_mode', label: 'Mode', values: ['bridge', 'private', 'vepa', 'passthru'] },
    parent: 'The interface that it goes out by, such as eth0 or eth0.50 for a VLAN.',
  },
  {
    value: 'ipvlan',
    label: 'ipvlan',
    about: 'As macvlan, but all containers share the hardware address of the interface.',
    modes: { option: 'ipvlan_mode', label: 'Mode', values: ['l2', 'l3', 'l3s'] },
    parent: 'The interface that it goes out by, such as eth0 or eth0.50 for a VLAN.',
  },
  {
    value: 'overlay',
    label: 'overlay',
    about: 'One network over all machines of a swarm.',
  },
]

/** Options that have fields of their own, or that a person may look for. */
export const KNOWN_OPTIONS: Record<string, readonly string[]> = {
  bridge: [
    'com.docker.network.bridge.name',
    'com.docker.network.bridge.enable_ip_masquerade',
    'com.docker.network.bridge.enable_icc',
    'com.docker.network.bridge.host_binding_ipv4',
    'com.docker.network.driver.mtu',
    'com.docker.network.container_iface_prefix',
  ],
  macvlan: ['parent', 'macvlan_mode'],
  ipvlan: ['parent', 'ipvlan_mode', 'ipvlan_flag'],
  overlay: ['encrypted', 'com.docker.network.driver.mtu', 'com.docker.network.driver.overlay.vxlanid_list'],
}

/** Whether containers of a bridge reach one another. */
export const ICC = 'com.docker.network.bridge.enable_icc'
