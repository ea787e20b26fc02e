import { expect, test } from 'vitest'
import { plainNetwork } from '../../contract/network-commands.ts'
import { networkProblems } from './check.ts'
import { cidrText, overlaps, parseCidr } from './cidr.ts'
import { routes4, routes6 } from './routes.ts'

const ROUTES = `Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
eth0\t00000000\t0100A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0
eth0\t0000A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0
tun0\t0000080A\t00000000\t0001\t0\t0\t0\t0000FEFF\t0\t0\t0
`

test('reads the kernel’s routes, the way to everything else apart', () => {
  const routes = routes4(ROUTES)
  expect(routes.map(({ range, link }) => `${cidrText(range)} ${link}`)).toEqual([
    '192.168.0.0/24 eth0',
    '10.8.0.0/15 tun0',
  ])
})

test('of IPv6, neither single addresses nor what every link has', () => {
  const line = (destination: string, length: string, link: string) =>
    `${destination} ${length} ${'0'.repeat(32)} 00 ${'0'.repeat(32)} 00000100 00000001 00000000 00000001 ${link}`
  const text = [
    line('fd000000000000000000000000000000', '40', 'tun0'),
    line('fe800000000000000000000000000000', '40', 'eth0'),
    line('fd000000000000000000000000000001', '80', 'tun0'),
    line('ff000000000000000000000000000000', '08', 'eth0'),
    line('00000000000000000000000000000000', '00', 'eth0'),
  ].join('\n')
  expect(routes6(text).map(({ range, link }) => `${cidrText(range)} ${link}`)).toEqual(['fd00::/64 tun0'])
})

const withSubnet = (subnet: string, more = {}) => ({
  ...plainNetwork('new'),
  subnets: [{ subnet, reserved: [] }],
  ...more,
})

test('a way that the computer has is in the way of a bridge, and of it alone', () => {
  const problems = (network: Parameters<typeof networkProblems>[0]) => networkProblems(network, [], routes4(ROUTES))
  expect(problems(withSubnet('192.168.0.128/25'))).toEqual([
    {
      field: 'subnet',
      at: 0,
      what: 'This computer reaches 192.168.0.0/24 over eth0; what is there would no longer be reached.',
      mayPass: true,
    },
  ])
  expect(problems(withSubnet('10.9.0.0/16'))).toMatchObject([{ mayPass: true }])
  expect(problems(withSubnet('10.10.0.0/16'))).toEqual([])
  // Those are meant to be on the computer’s own network.
  expect(problems(withSubnet('192.168.0.0/24', { driver: 'macvlan' }))).toEqual([])
})

test('networks of another scope have addresses of their own', () => {
  const swarm = { name: 'over', scope: 'swarm', subnets: ['10.0.1.0/24'] }
  expect(networkProblems(withSubnet('10.0.1.0/24'), [swarm], [])).toEqual([])
  expect(networkProblems(withSubnet('10.0.1.0/24', { driver: 'overlay' }), [swarm], [])).toMatchObject([
    { what: 'The network over has 10.0.1.0/24.' },
  ])
})

test.each([
  ['10.0.0.0/8', '10.255.0.0/16', true],
  ['10.0.0.0/16', '10.1.0.0/16', false],
  ['fd00::/8', 'fd12::/64', true],
  ['10.0.0.0/8', 'fd00::/8', false],
  ['0.0.0.0/0', '10.0.0.0/8', true],
])('%s and %s have addresses in common: %s', (a, b, common) => {
  const [one, other] = [parseCidr(a), parseCidr(b)]
  if (!one || !other) throw new Error('no ranges')
  expect([overlaps(one, other), overlaps(other, one)]).toEqual([common, common])
})

test.each(['10.0.0.0', '10.0.0.0/33', '10.0.0/8', 'x/8', '1/8', '010.0.0.0/8', 'fd00::/129', 'fe80::1%eth0/64', ''])(
  '%j is no range',
  (text) => expect(parseCidr(text)).toBeUndefined(),
)
