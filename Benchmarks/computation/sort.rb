def qsort(list)
  return [] if list.empty?
  pivot, *rest = list
  small, large = rest.partition { |x| x < pivot }
  qsort(small) + [pivot] + qsort(large)
end
def run
  seed, numbers = 42, []
  60_000.times { seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648; numbers << seed }
  sorted = qsort(numbers.reverse)
  "{#{sorted[0]}, #{sorted[30_000]}, #{sorted[-1]}}"
end
t = Process.clock_gettime(Process::CLOCK_MONOTONIC); r = run
puts "#{((Process.clock_gettime(Process::CLOCK_MONOTONIC) - t) * 1e6).to_i} #{r}"
