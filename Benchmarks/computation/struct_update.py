import time
from dataclasses import dataclass, replace
@dataclass(frozen=True, slots=True)
class Particle:
    x: int = 0
    y: int = 0
    vx: int = 1
    vy: int = 2
    hits: int = 0
    name: str = "p"
def run():
    p = Particle()
    for _ in range(1000000):
        p = Particle(p.x + p.vx, p.y + p.vy, p.vx, p.vy, p.hits, p.name)
        if p.x > 1000: p = Particle(0, p.y, p.vx, p.vy, p.hits + 1, p.name)
    return "{%d, %d, %d}" % (p.x, p.y, p.hits)
t = time.perf_counter(); r = run()
print(int((time.perf_counter() - t) * 1e6), r)
