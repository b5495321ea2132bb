def safe(q, rest)
  rest.reverse_each.with_index(1) { |c, d| return false if c == q || c == q + d || c == q - d }
  true
end
def queens(k, size)
  return [[]] if k == 0
  queens(k - 1, size).flat_map { |rest| (1..size).select { |q| safe(q, rest) }.map { |q| rest + [q] } }
end
def run = queens(10, 10).length
t = Process.clock_gettime(Process::CLOCK_MONOTONIC); r = run
puts "#{((Process.clock_gettime(Process::CLOCK_MONOTONIC) - t) * 1e6).to_i} #{r}"
