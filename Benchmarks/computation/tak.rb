def tak(x, y, z) = y < x ? tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y)) : z
t = Process.clock_gettime(Process::CLOCK_MONOTONIC); r = (1..40).sum { |n| tak(18 + n % 2, 12, 6) }
puts "#{((Process.clock_gettime(Process::CLOCK_MONOTONIC) - t) * 1e6).to_i} #{r}"
