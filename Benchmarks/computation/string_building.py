import time
def run():
    text = ""
    for n in range(200000, 0, -1): text += "line " + str(n) + "\n"
    joined = ", ".join("item %d" % n for n in range(1, 50001))
    return "{%d, %d, %d}" % (len(text), len(joined), len(joined.split(", ")))
t = time.perf_counter(); r = run()
print(int((time.perf_counter() - t) * 1e6), r)
