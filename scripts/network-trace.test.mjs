import { expect, test } from 'vitest'
import { internetAddress, isLoopback } from './network-trace.mjs'

test('only calls that name an address outside this machine count', () => {
  const lines = [
    '12 connect(5, {sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr("93.184.216.34")}, 16) = -1',
    '12 connect(5, {sa_family=AF_INET, sin_port=htons(9), sin_addr=inet_addr("127.0.0.1")}, 16) = 0',
    '12 sendto(5, "..", 40, 0, {sa_family=AF_INET6, sin6_port=htons(53), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "2001:db8::1", &sin6_addr)}, 28) = 40',
    '12 connect(5, {sa_family=AF_UNIX, sun_path="/tmp/.X11-unix/X99"}, 20) = 0',
    '12 sendto(5, "..", 40, 0, {sa_family=AF_INET, sin_port=htons(5353), sin_addr=inet_addr("224.0.0.251")}, 16) = 40',
  ]
  const outside = lines.map(internetAddress).filter((address) => address !== null && !isLoopback(address))
  expect(outside).toEqual(['93.184.216.34', '2001:db8::1', '224.0.0.251'])
})
