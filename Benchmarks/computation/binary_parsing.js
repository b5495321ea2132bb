function run() {
  const parts = []
  for (let n = 200000; n > 0; n--) parts.push(Buffer.from([0xca, 0xfe, n % 16]), Buffer.alloc(n % 16, n % 16))
  const data = Buffer.concat(parts); let at = 0, packets = 0, count = 0, total = 0
  while (at < data.length) {
    if (data.readUInt16BE(at) !== 0xcafe) throw new Error("no packet")
    const size = data[at + 2], payload = data.subarray(at + 3, at + 3 + size)
    at += 3 + size; packets++; count += payload.length
  }
  for (const byte of data) total = (total * 31 + byte) % 65521
  return `{${packets}, ${count}, ${total}}`
}
const t = performance.now(), r = run()
console.log(Math.round((performance.now() - t) * 1000) + " " + r)
