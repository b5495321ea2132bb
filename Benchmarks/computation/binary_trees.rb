def make(d) = d == 0 ? [nil, nil] : [make(d - 1), make(d - 1)]
def check(t) = t[0].nil? ? 1 : 1 + check(t[0]) + check(t[1])
def run
  long = make(16)
  short = (1..256).sum { check(make(12)) }
  "{#{check(long)}, #{short}}"
end
t = Process.clock_gettime(Process::CLOCK_MONOTONIC); r = run
puts "#{((Process.clock_gettime(Process::CLOCK_MONOTONIC) - t) * 1e6).to_i} #{r}"
