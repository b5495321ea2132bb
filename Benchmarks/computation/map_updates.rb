def run
  counts, seed = Hash.new(0), 7
  300_000.times do
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    counts[seed % 5_000] += 1
  end
  small = {a: 0, b: 0, c: 0}
  200_000.downto(1) { |n| small = small.merge(b: n); small = small.merge(a: small[:a] + 1) }
  "{#{counts.size}, #{counts.values.sum}, [a: #{small[:a]}, b: #{small[:b]}, c: #{small[:c]}]}"
end
t = Process.clock_gettime(Process::CLOCK_MONOTONIC); r = run
puts "#{((Process.clock_gettime(Process::CLOCK_MONOTONIC) - t) * 1e6).to_i} #{r}"
