SIZE = 220
def inside(cr, ci)
  zr = zi = 0.0
  50.times do
    return 0 if zr * zr + zi * zi > 4.0
    zr, zi = zr * zr - zi * zi + cr, 2.0 * zr * zi + ci
  end
  1
end
t = Process.clock_gettime(Process::CLOCK_MONOTONIC); count = 0
SIZE.times { |y| SIZE.times { |x| count += inside(2.0 * x / SIZE - 1.5, 2.0 * y / SIZE - 1.0) } }
puts "#{((Process.clock_gettime(Process::CLOCK_MONOTONIC) - t) * 1e6).to_i} #{count}"
