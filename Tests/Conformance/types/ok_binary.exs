defmodule Packet do
  def encode(%{type: t, body: body}) when t in 0..15 and is_binary(body) do
    <<1::4, t::4, byte_size(body)::16, body::binary, crc(body)::32>>
  end

  def decode(<<1::4, t::4, len::16, body::binary-size(len), crc::32, rest::binary>>) do
    if crc == crc(body), do: {:ok, %{type: t, body: body}, rest}, else: {:error, :crc}
  end

  def decode(<<v::4, _::bitstring>>) when v != 1, do: {:error, {:version, v}}
  def decode(<<_::binary>>), do: {:error, :short}

  defp crc(bin), do: :erlang.crc32(bin)

  def bits(<<>>), do: []
  def bits(<<b::1, rest::bits>>), do: [b | bits(rest)]

  def hex(bin), do: for(<<h::4, l::4 <- bin>>, into: "", do: <<digit(h), digit(l)>>)
  defp digit(n) when n < 10, do: ?0 + n
  defp digit(n), do: ?a + n - 10

  def xor(<<a, as::binary>>, <<b, bs::binary>>), do: <<Bitwise.bxor(a, b)>> <> xor(as, bs)
  def xor(_, _), do: <<>>

  def floats(bin), do: for(<<f::float-little-32 <- bin>>, do: f)
  def pad(bin, n) when rem(byte_size(bin), n) == 0, do: bin
  def pad(bin, n), do: pad(bin <> <<0>>, n)

  def runs(s) do
    s
    |> String.graphemes()
    |> Enum.chunk_by(& &1)
    |> Enum.map_join(fn [c | _] = g -> "#{length(g)}#{c}" end)
  end

  def utf(s), do: for(<<c::utf8 <- s>>, c > 127, do: <<c::utf16>>)
  def split(<<a::binary-size(2), b::binary>>), do: {a, b}
  def split(b), do: {b, ""}
end

p = Packet.encode(%{type: 3, body: "hey"})
IO.inspect(Packet.decode(p <> "x"))
IO.puts(Packet.hex("az") <> Packet.runs("aab"))
IO.inspect({Packet.bits(<<5::3>>), Packet.xor("ab", "ba"), Packet.pad("abc", 4), Packet.split("abc")})
