import time
def safe(q, rest):
    for d, c in enumerate(reversed(rest), 1):
        if c == q or c == q + d or c == q - d: return False
    return True
def queens(k, size):
    if k == 0: return [[]]
    return [rest + [q] for rest in queens(k - 1, size) for q in range(1, size + 1) if safe(q, rest)]
def run(): return len(queens(10, 10))
t = time.perf_counter(); r = run()
print(int((time.perf_counter() - t) * 1e6), r)
