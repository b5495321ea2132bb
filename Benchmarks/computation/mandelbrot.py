import time
SIZE = 220
def inside(cr, ci):
    zr = zi = 0.0
    for _ in range(50):
        if zr * zr + zi * zi > 4.0: return 0
        zr, zi = zr * zr - zi * zi + cr, 2.0 * zr * zi + ci
    return 1
t = time.perf_counter()
count = sum(inside(2.0 * x / SIZE - 1.5, 2.0 * y / SIZE - 1.0) for y in range(SIZE) for x in range(SIZE))
print(int((time.perf_counter() - t) * 1e6), count)
