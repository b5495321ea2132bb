def run
  (1..12).sum do
    (1..60_000).map { |x| x * 3 }.select { |x| x % 2 == 0 }.each_with_index.map { |x, i| x + i }.reject { |x| x % 5 == 0 }.sum
  end
end
t = Process.clock_gettime(Process::CLOCK_MONOTONIC); r = run
puts "#{((Process.clock_gettime(Process::CLOCK_MONOTONIC) - t) * 1e6).to_i} #{r}"
