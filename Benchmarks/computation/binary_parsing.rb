def run
  data = "".b
  200_000.downto(1) { |n| data << [0xCAFE, n % 16].pack("nC") << (n % 16).chr.b * (n % 16) }
  at = packets = count = total = 0
  while at < data.bytesize
    raise unless data.byteslice(at, 2) == "\xCA\xFE".b
    size = data.getbyte(at + 2)
    payload = data.byteslice(at + 3, size)
    at += 3 + size; packets += 1; count += payload.bytesize
  end
  data.each_byte { |byte| total = (total * 31 + byte) % 65_521 }
  "{#{packets}, #{count}, #{total}}"
end
t = Process.clock_gettime(Process::CLOCK_MONOTONIC); r = run
puts "#{((Process.clock_gettime(Process::CLOCK_MONOTONIC) - t) * 1e6).to_i} #{r}"
