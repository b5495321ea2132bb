# Binary formats: PNG, WAV, TCP, DNS, MessagePack, UTF-16, LZ77, CRC, hex dumps, term_to_binary, zlib.
defmodule Png do
  @signature <<0x89, "PNG\r\n", 0x1A, "\n">>
  def encode(width, height, pixel) do
    raw = for y <- 0..(height - 1), into: <<>>, do: <<0, for(x <- 0..(width - 1), into: <<>>, do: pixel.(x, y))::binary>>
    @signature <> chunk("IHDR", <<width::32, height::32, 8, 2, 0, 0, 0>>) <> chunk("IDAT", :zlib.compress(raw)) <> chunk("IEND", "")
  end
  defp chunk(type, data), do: <<byte_size(data)::32, type::binary, data::binary, :erlang.crc32([type, data])::32>>
  def decode(<<@signature, rest::binary>>), do: chunks(rest, [])
  def decode(_), do: {:error, :not_png}
  defp chunks(<<length::32, type::binary-4, data::binary-size(length), crc::32, rest::binary>>, acc) do
    ok = :erlang.crc32([type, data]) == crc
    chunks(rest, [{type, length, ok, data} | acc])
  end
  defp chunks(<<>>, acc), do: {:ok, Enum.reverse(acc)}
  defp chunks(_, _), do: {:error, :truncated}
end
png = Png.encode(16, 8, fn x, y -> <<x * 16, y * 32, Bitwise.bxor(x, y)>> end)
{:ok, chunks} = Png.decode(png)
for {t, l, ok, _} <- chunks, t != "IDAT", do: IO.inspect({t, l, ok})
{_, _, _, idat} = List.keyfind(chunks, "IDAT", 0)
IO.inspect({byte_size(:zlib.uncompress(idat)), :erlang.md5(:zlib.uncompress(idat)) |> Base.encode16(case: :lower)})
IO.inspect(Png.decode(binary_part(png, 0, 40)))
IO.inspect(Png.decode("GIF"))

defmodule Wav do
  def encode(samples, rate) do
    data = for s <- samples, into: <<>>, do: <<round(s * 32767)::little-signed-16>>
    <<"RIFF", byte_size(data) + 36::little-32, "WAVE", "fmt ", 16::little-32, 1::little-16, 1::little-16, rate::little-32, rate * 2::little-32, 2::little-16, 16::little-16, "data", byte_size(data)::little-32, data::binary>>
  end
  def decode(<<"RIFF", _::little-32, "WAVE", "fmt ", 16::little-32, format::little-16, channels::little-16, rate::little-32, _::little-32, _::little-16, bits::little-16, "data", size::little-32, data::binary-size(size)>>) do
    %{format: format, channels: channels, rate: rate, bits: bits, samples: for(<<s::little-signed-16 <- data>>, do: s)}
  end
end
wav = Wav.encode(for(i <- 0..7, do: :math.sin(i * :math.pi() / 4)), 8000)
IO.inspect(Wav.decode(wav) |> Enum.sort())
IO.inspect(byte_size(wav))

defmodule Tcp do
  defstruct [:source, :destination, :sequence, :ack, :flags, :window, :checksum, :options, :payload]
  @flags ~w(cwr ece urg ack psh rst syn fin)a
  def parse(<<source::16, destination::16, sequence::32, ack::32, offset::4, 0::4, flags::bitstring-8, window::16, checksum::16, _urgent::16, rest::bitstring>>) do
    size = (offset - 5) * 4
    <<options::bytes-size(size), payload::bytes>> = rest
    set = for {<<1::1>>, name} <- Enum.zip(for(<<b::1 <- flags>>, do: <<b::1>>), @flags), do: name
    %__MODULE__{source: source, destination: destination, sequence: sequence, ack: ack, flags: set, window: window, checksum: checksum, options: options(options), payload: payload}
  end
  defp options(<<0, _::binary>>), do: []
  defp options(<<1, rest::binary>>), do: [:nop | options(rest)]
  defp options(<<2, 4, mss::16, rest::binary>>), do: [{:mss, mss} | options(rest)]
  defp options(<<kind, length, rest::binary>>) do
    n = length - 2
    <<data::binary-size(^n), rest::binary>> = rest
    [{kind, data} | options(rest)]
  end
  defp options(<<>>), do: []
end
packet = <<443::16, 51234::16, 1::32, 2::32, 7::4, 0::4, 0b00010010, 65535::16, 0xBEEF::16, 0::16, 2, 4, 1460::16, 1, 3, 3, 7, "payload">>
IO.inspect(Tcp.parse(packet))

defmodule MsgPack do
  def pack(nil), do: <<0xC0>>
  def pack(false), do: <<0xC2>>
  def pack(true), do: <<0xC3>>
  def pack(i) when is_integer(i) and i in 0..127, do: <<i>>
  def pack(i) when is_integer(i) and i in -32..-1, do: <<i::signed-8>>
  def pack(i) when is_integer(i) and i >= 0 and i < 0x1_0000_0000, do: <<0xCE, i::32>>
  def pack(i) when is_integer(i), do: <<0xD3, i::signed-64>>
  def pack(f) when is_float(f), do: <<0xCB, f::float>>
  def pack(b) when is_binary(b) and byte_size(b) < 32, do: <<0b101::3, byte_size(b)::5, b::binary>>
  def pack(b) when is_binary(b), do: <<0xDA, byte_size(b)::16, b::binary>>
  def pack(l) when is_list(l) and length(l) < 16, do: [<<9::4, length(l)::4>> | Enum.map(l, &pack/1)] |> IO.iodata_to_binary()
  def pack(m) when is_map(m), do: [<<8::4, map_size(m)::4>> | Enum.flat_map(Enum.sort(m), fn {k, v} -> [pack(k), pack(v)] end)] |> IO.iodata_to_binary()
  def unpack(<<0xC0, r::binary>>), do: {nil, r}
  def unpack(<<0xC2, r::binary>>), do: {false, r}
  def unpack(<<0xC3, r::binary>>), do: {true, r}
  def unpack(<<0::1, i::7, r::binary>>), do: {i, r}
  def unpack(<<0b111::3, _::5, _::binary>> = <<i::signed-8, r::binary>>), do: {i, r}
  def unpack(<<0xCE, i::32, r::binary>>), do: {i, r}
  def unpack(<<0xD3, i::signed-64, r::binary>>), do: {i, r}
  def unpack(<<0xCB, f::float, r::binary>>), do: {f, r}
  def unpack(<<0b101::3, n::5, b::binary-size(n), r::binary>>), do: {b, r}
  def unpack(<<0xDA, n::16, b::binary-size(n), r::binary>>), do: {b, r}
  def unpack(<<9::4, n::4, r::binary>>), do: many(r, n, [], & &1)
  def unpack(<<8::4, n::4, r::binary>>), do: many(r, n * 2, [], fn l -> l |> Enum.chunk_every(2) |> Map.new(fn [k, v] -> {k, v} end) end)
  defp many(r, 0, acc, f), do: {f.(Enum.reverse(acc)), r}
  defp many(r, n, acc, f) do
    {x, r} = unpack(r)
    many(r, n - 1, [x | acc], f)
  end
end
value = %{"a" => [1, -5, 300, -70000, 1.5, nil, true], "s" => String.duplicate("xy", 20), "m" => %{}}
packed = MsgPack.pack(value)
IO.inspect(packed, base: :hex, limit: 20)
IO.inspect(MsgPack.unpack(packed) == {value, ""})

defmodule Hex do
  def dump(binary) do
    for {chunk, i} <- binary |> :binary.bin_to_list() |> Enum.chunk_every(16) |> Enum.with_index() do
      hex = Enum.map_join(chunk, " ", &(&1 |> Integer.to_string(16) |> String.pad_leading(2, "0")))
      text = for c <- chunk, into: "", do: if(c in 32..126, do: <<c>>, else: ".")
      IO.puts("#{(i * 16) |> Integer.to_string(16) |> String.downcase() |> String.pad_leading(8, "0")}  #{String.pad_trailing(hex, 47)}  |#{text}|")
    end
  end
end
Hex.dump(packet)
IO.inspect(:erlang.term_to_binary({:ok, [1, 2.5, "bin", ~c"str", %{a: 1}], Integer.pow(2, 70)}) |> Base.encode16())
|> then(fn s -> s |> Base.decode16!() |> :erlang.binary_to_term() |> IO.inspect() end)
IO.inspect(:erlang.phash2({:a, "b", [1.0]}))
IO.inspect([:erlang.crc32("hello"), :erlang.adler32("hello"), :erlang.md5("") |> Base.encode16()])
IO.inspect(:zlib.gunzip(:zlib.gzip(String.duplicate("abc", 1000))) |> byte_size())
IO.inspect(for enc <- [:utf8, {:utf16, :big}, {:utf16, :little}, {:utf32, :big}], do: :unicode.characters_to_binary("aé😀", :utf8, enc))
IO.inspect(:unicode.bom_to_encoding(<<0xFF, 0xFE, 0x41, 0>>))
IO.inspect(:unicode.characters_to_binary(<<"ab", 0xFF>>))
IO.inspect(<<"aé😀"::utf16>>)
IO.inspect(Base.url_encode64(<<255, 254, 253>>, padding: false) <> Base.encode32("hi") <> Base.hex_encode32("hi", case: :lower))
IO.inspect([Base.decode64("YQ"), Base.decode64("YQ", padding: false), Base.decode64("Y Q = =\n", ignore: :whitespace)])
IO.inspect(:binary.matches("abcabcab", ["ab", "c"]))
IO.inspect(:binary.split("a,b;c", [",", ";"], [:global]))
IO.inspect({:binary.decode_unsigned(<<1, 2, 3>>), :binary.encode_unsigned(66051, :little), :binary.longest_common_prefix(["abcd", "abx"])})
IO.inspect(<<1::3, 5::5, 0xABC::12>>)
<<a::size(3)-unit(4), rest::bits>> = <<0xABCDEF::24>>
IO.inspect({a, rest})
IO.inspect(<<3.14::float-32>>)
