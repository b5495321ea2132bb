import time
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
t = time.perf_counter(); r = fib(34)
print(int((time.perf_counter() - t) * 1e6), r)
