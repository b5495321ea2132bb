def run
  f = 8000.downto(1).reduce(1) { |acc, n| acc * n }
  a, b = 0, 1
  60_000.times { a, b = b, a + b }
  n, digits = 7**6000, 0
  while n > 0
    n, d = n.divmod(10)
    digits += d
  end
  "{#{f % 1_000_000_007}, #{a % 1_000_000_007}, #{digits}}"
end
t = Process.clock_gettime(Process::CLOCK_MONOTONIC); r = run
puts "#{((Process.clock_gettime(Process::CLOCK_MONOTONIC) - t) * 1e6).to_i} #{r}"
