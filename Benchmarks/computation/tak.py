import time
def tak(x, y, z): return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y)) if y < x else z
t = time.perf_counter(); r = sum(tak(18 + n % 2, 12, 6) for n in range(1, 41))
print(int((time.perf_counter() - t) * 1e6), r)
