def run
  text = +""
  200_000.downto(1) { |n| text << "line " << n.to_s << "\n" }
  joined = (1..50_000).map { |n| "item #{n}" }.join(", ")
  "{#{text.bytesize}, #{joined.bytesize}, #{joined.split(", ").length}}"
end
t = Process.clock_gettime(Process::CLOCK_MONOTONIC); r = run
puts "#{((Process.clock_gettime(Process::CLOCK_MONOTONIC) - t) * 1e6).to_i} #{r}"
