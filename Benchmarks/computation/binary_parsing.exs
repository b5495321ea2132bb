# Binary patterns: a framed protocol, byte by byte and field by field.
defmodule Bench do
  def run do
    data = frames(200_000, <<>>)
    {packets, bytes} = parse(data, 0, 0)
    {packets, bytes, checksum(data, 0)}
  end

  defp frames(0, acc), do: acc
  defp frames(n, acc), do: frames(n - 1, <<acc::binary, 0xCAFE::16, rem(n, 16)::8, payload(rem(n, 16))::binary>>)

  defp payload(n), do: :binary.copy(<<n>>, n)

  defp parse(<<0xCAFE::16, size::8, payload::binary-size(size), rest::binary>>, packets, bytes) do
    parse(rest, packets + 1, bytes + byte_size(payload))
  end

  defp parse(<<>>, packets, bytes), do: {packets, bytes}

  defp checksum(<<byte, rest::binary>>, sum), do: checksum(rest, rem(sum * 31 + byte, 65_521))
  defp checksum(<<>>, sum), do: sum
end

started = System.monotonic_time(:microsecond)
result = Bench.run()
IO.puts("#{System.monotonic_time(:microsecond) - started} #{inspect(result)}")
