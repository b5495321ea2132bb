import time
def compose(f, i): return lambda x: f(x + i)
def run():
    f, acc = (lambda x: x), 0
    for i in range(1, 21): f = compose(f, i)
    for n in range(300000, 0, -1): acc = (acc + f(n)) % 1000003
    return acc
t = time.perf_counter(); r = run()
print(int((time.perf_counter() - t) * 1e6), r)
