import time
from math import sqrt
B = [
  [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 39.47841760435743],
  [4.84143144246472090, -1.16032004402742839, -0.103622044471123109, 0.606326392995832, 2.81198684491626, -0.02521836165988763, 0.03769367487038949],
  [8.34336671824457987, 4.12479856412430479, -0.403523417114321381, -1.01077434617879, 1.82566237123041, 0.008415761376584154, 0.011286326131968767],
  [12.8943695621391310, -15.1111514016986312, -0.223307578892655734, 1.08279100644153, 0.868713018169608, -0.010832637401363636, 0.0017237240570597112],
  [15.3796971148509165, -25.9193146099879641, 0.179258772950371181, 0.979090732243898, 0.594698998647676, -0.034755955550407344, 0.0020336868699246304],
]
def accelerate(b, others, dt):
    x, y, z, vx, vy, vz, m = b
    for ox, oy, oz, _, _, _, om in others:
        dx, dy, dz = x - ox, y - oy, z - oz
        squared = dx * dx + dy * dy + dz * dz
        if squared != 0.0:
            factor = om * dt / (squared * sqrt(squared))
            vx, vy, vz = vx - dx * factor, vy - dy * factor, vz - dz * factor
    return [x, y, z, vx, vy, vz, m]
def run():
    bodies, dt = B, 0.001
    for _ in range(20000):
        bodies = [accelerate(b, bodies, dt) for b in bodies]
        bodies = [[x + dt * vx, y + dt * vy, z + dt * vz, vx, vy, vz, m] for x, y, z, vx, vy, vz, m in bodies]
    return round(sum(0.5 * m * (vx * vx + vy * vy + vz * vz) for _, _, _, vx, vy, vz, m in bodies), 9)
t = time.perf_counter(); r = run()
print(int((time.perf_counter() - t) * 1e6), r)
