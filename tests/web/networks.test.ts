import { expect, test } from 'vitest'
import { networkOf } from '../../src/web/networks.js'

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['203.0.113.10', '203.0.113.10'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2:ffff:ffff:ffff:ffff', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:0002::7', '2001:db8:1:2::/64'],
  ['2001:db8:1:3::7', '2001:db8:1:3::/64'],
  ['2001:db8::', '2001:db8:0:0::/64'],
  ['2001:db8::1:2:3:4:5', '2001:db8:0:1::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['::ffff:cb00:7109', '203.0.113.9'],
  ['0:0:0:0:0:FFFF:203.0.113.10', '203.0.113.10'],
  ['not an address', 'unknown'],
  ['203.0.113.9:80', 'unknown'],
  ['', 'unknown'],
  [undefined, 'unknown'],
])('G-A3 tries from %s count for %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})
