def run
  f = (1..20).reduce(->(x) { x }) { |g, i| ->(x) { g.(x + i) } }
  acc = 0
  300_000.downto(1) { |n| acc = (acc + f.(n)) % 1_000_003 }
  acc
end
t = Process.clock_gettime(Process::CLOCK_MONOTONIC); r = run
puts "#{((Process.clock_gettime(Process::CLOCK_MONOTONIC) - t) * 1e6).to_i} #{r}"
