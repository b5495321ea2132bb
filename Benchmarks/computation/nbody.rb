B = [
  [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 39.47841760435743],
  [4.84143144246472090, -1.16032004402742839, -0.103622044471123109, 0.606326392995832, 2.81198684491626, -0.02521836165988763, 0.03769367487038949],
  [8.34336671824457987, 4.12479856412430479, -0.403523417114321381, -1.01077434617879, 1.82566237123041, 0.008415761376584154, 0.011286326131968767],
  [12.8943695621391310, -15.1111514016986312, -0.223307578892655734, 1.08279100644153, 0.868713018169608, -0.010832637401363636, 0.0017237240570597112],
  [15.3796971148509165, -25.9193146099879641, 0.179258772950371181, 0.979090732243898, 0.594698998647676, -0.034755955550407344, 0.0020336868699246304],
]
def accelerate((x, y, z, vx, vy, vz, m), others, dt)
  others.each do |ox, oy, oz, _, _, _, om|
    dx, dy, dz = x - ox, y - oy, z - oz
    squared = dx * dx + dy * dy + dz * dz
    next if squared == 0.0
    factor = om * dt / (squared * Math.sqrt(squared))
    vx -= dx * factor; vy -= dy * factor; vz -= dz * factor
  end
  [x, y, z, vx, vy, vz, m]
end
def run
  bodies, dt = B, 0.001
  20_000.times do
    bodies = bodies.map { |b| accelerate(b, bodies, dt) }
    bodies = bodies.map { |x, y, z, vx, vy, vz, m| [x + dt * vx, y + dt * vy, z + dt * vz, vx, vy, vz, m] }
  end
  bodies.sum { |_, _, _, vx, vy, vz, m| 0.5 * m * (vx * vx + vy * vy + vz * vz) }.round(9)
end
t = Process.clock_gettime(Process::CLOCK_MONOTONIC); r = run
puts "#{((Process.clock_gettime(Process::CLOCK_MONOTONIC) - t) * 1e6).to_i} #{r}"
