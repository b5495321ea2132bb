import time
def run():
    total = 0
    for _ in range(12):
        list1 = [x * 3 for x in range(1, 60001)]
        list2 = [x for x in list1 if x % 2 == 0]
        list3 = [x + i for i, x in enumerate(list2)]
        total += sum(x for x in list3 if x % 5 != 0)
    return total
t = time.perf_counter(); r = run()
print(int((time.perf_counter() - t) * 1e6), r)
