import { isIP, isIPv6 } from 'node:net'

/**
 * What a limit by network address counts: one IPv4 address, or an IPv6 network of 64 bits, all of which one
 * computer may use as it likes (RFC 4291, 2.5.4). An IPv4 address in IPv6 clothes is the IPv4 address. Whatever is no
 * address counts together.
 */
export function networkOf(ip: string | undefined): string {
  const [address = ''] = (ip ?? '').split('%')
  if (!isIPv6(address)) return isIP(address) ? address : 'unknown'
  const groups = groupsOf(address)
  const [high = 0, low = 0] = groups.slice(6)
  if (groups.slice(0, 6).join() === '0,0,0,0,0,65535')
    return [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.')
  const network = groups.slice(0, 4).map((group) => group.toString(16))
  return `${network.join(':')}::/64`
}

/** The eight numbers of an IPv6 address; a URL writes every address in one way. */
function groupsOf(address: string): number[] {
  const [head = '', tail = ''] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::')
  const left = head.split(':').filter(Boolean)
  const right = tail.split(':').filter(Boolean)
  const between = Array.from({ length: 8 - left.length - right.length }, () => '0')
  return [...left, ...between, ...right].map((group) => Number.parseInt(group, 16))
}
