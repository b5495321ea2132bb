def fib(n) = n < 2 ? n : fib(n - 1) + fib(n - 2)
t = Process.clock_gettime(Process::CLOCK_MONOTONIC); r = fib(34)
puts "#{((Process.clock_gettime(Process::CLOCK_MONOTONIC) - t) * 1e6).to_i} #{r}"
