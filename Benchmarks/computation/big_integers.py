import time
def run():
    f, a, b = 1, 0, 1
    for n in range(8000, 0, -1): f *= n
    for _ in range(60000): a, b = b, a + b
    n, digits = 7 ** 6000, 0
    while n: n, d = divmod(n, 10); digits += d
    return "{%d, %d, %d}" % (f % 1000000007, a % 1000000007, digits)
t = time.perf_counter(); r = run()
print(int((time.perf_counter() - t) * 1e6), r)
