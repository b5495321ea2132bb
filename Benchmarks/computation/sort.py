import time, sys
sys.setrecursionlimit(100000)
def qsort(list):
    if not list: return []
    pivot, rest = list[0], list[1:]
    return qsort([x for x in rest if x < pivot]) + [pivot] + qsort([x for x in rest if x >= pivot])
def run():
    seed, numbers = 42, []
    for _ in range(60000):
        seed = (seed * 1103515245 + 12345) % 2147483648
        numbers.append(seed)
    numbers = qsort(numbers[::-1])
    return "{%d, %d, %d}" % (numbers[0], numbers[30000], numbers[-1])
t = time.perf_counter(); r = run()
print(int((time.perf_counter() - t) * 1e6), r)
