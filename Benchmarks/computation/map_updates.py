import time
def run():
    counts, seed = {}, 7
    for _ in range(300000):
        seed = (seed * 1103515245 + 12345) % 2147483648
        counts[seed % 5000] = counts.get(seed % 5000, 0) + 1
    small = {"a": 0, "b": 0, "c": 0}
    for n in range(200000, 0, -1):
        small = {**small, "b": n}
        small = {**small, "a": small["a"] + 1}
    return "{%d, %d, [a: %d, b: %d, c: %d]}" % (len(counts), sum(counts.values()), small["a"], small["b"], small["c"])
t = time.perf_counter(); r = run()
print(int((time.perf_counter() - t) * 1e6), r)
