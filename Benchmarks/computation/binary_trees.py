import time
def make(d): return (None, None) if d == 0 else (make(d - 1), make(d - 1))
def check(t): return 1 if t[0] is None else 1 + check(t[0]) + check(t[1])
def run():
    long = make(16)
    short = sum(check(make(12)) for _ in range(256))
    return "{%d, %d}" % (check(long), short)
t = time.perf_counter(); r = run()
print(int((time.perf_counter() - t) * 1e6), r)
