Particle = Struct.new(:x, :y, :vx, :vy, :hits, :name, keyword_init: true) do
  def with(**changes) = dup.tap { |copy| changes.each { |key, value| copy[key] = value } }
end
def run
  p = Particle.new(x: 0, y: 0, vx: 1, vy: 2, hits: 0, name: "p")
  1_000_000.times do
    p = p.with(x: p.x + p.vx, y: p.y + p.vy)
    p = p.with(x: 0, hits: p.hits + 1) if p.x > 1000
  end
  "{#{p.x}, #{p.y}, #{p.hits}}"
end
t = Process.clock_gettime(Process::CLOCK_MONOTONIC); r = run
puts "#{((Process.clock_gettime(Process::CLOCK_MONOTONIC) - t) * 1e6).to_i} #{r}"
