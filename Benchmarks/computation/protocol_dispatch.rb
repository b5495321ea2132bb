Square = Struct.new(:side) { def area = side * side }
Disc = Struct.new(:radius) { def area = 3 * radius * radius }
class Array; def area = self[0] * self[1]; end
class Integer; def area = self; end
def run
  shapes, total = [Square.new(2), Disc.new(3), [4, 5], 7], 0
  250_000.times { shapes.each { |s| total += s.area } }
  total
end
t = Process.clock_gettime(Process::CLOCK_MONOTONIC); r = run
puts "#{((Process.clock_gettime(Process::CLOCK_MONOTONIC) - t) * 1e6).to_i} #{r}"
