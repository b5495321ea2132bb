import time
def run():
    data = bytearray()
    for n in range(200000, 0, -1): data += b"\xca\xfe" + bytes([n % 16]) + bytes([n % 16]) * (n % 16)
    data, at, packets, count, total = bytes(data), 0, 0, 0, 0
    while at < len(data):
        assert data[at] == 0xCA and data[at + 1] == 0xFE
        size = data[at + 2]
        payload = data[at + 3:at + 3 + size]
        at, packets, count = at + 3 + size, packets + 1, count + len(payload)
    for byte in data: total = (total * 31 + byte) % 65521
    return "{%d, %d, %d}" % (packets, count, total)
t = time.perf_counter(); r = run()
print(int((time.perf_counter() - t) * 1e6), r)
