# Small and big integers across their border, division, bits, floats, binaries of any bit size.
border = Bitwise.bsl(1, 60)
IO.inspect(for d <- -2..2, do: border + d)
IO.inspect(for d <- -2..2, do: -border + d)
IO.inspect({border - 1 + 1 == border, (border * border) |> div(border) == border, rem(-border * 3, 7), div(-7, 2), rem(-7, 2), Integer.mod(-7, 2)})
IO.inspect({Bitwise.band(border * 5, -3), Bitwise.bor(border, 1), Bitwise.bxor(-border, border), Bitwise.bnot(border), Bitwise.bsr(-border * 8, 62)})
IO.inspect(Enum.reduce(1..40, 1, &*/2))
IO.inspect(Integer.digits(Integer.pow(3, 90)) |> Enum.sum())
IO.inspect({String.to_integer("123456789012345678901234567890"), Integer.to_string(Integer.pow(2, 100), 36), Integer.gcd(Integer.pow(6, 40), Integer.pow(10, 30))})
IO.inspect({0.1 + 0.2, 1.0e-7, 1.5e300 * 1.0, trunc(1.0e20), round(2.5), round(-2.5), Float.round(3.14159, 2), 7 / 2, 2 ** 10, 2 ** -1})
IO.inspect({1 == 1.0, 1 === 1.0, 9_007_199_254_740_993 == 9_007_199_254_740_992.0, border < border * 1.0 + 1.0e6})

<<a::3, b::5, c::12, d::signed-4, rest::bitstring>> = <<0b10110011, 0xABC::12, 0xF::4, 1::1>>
IO.inspect({a, b, c, d, rest})
IO.inspect(<<1::3, 2::5, -1::16-little, 3.5::float, "é"::utf16, 0x1F600::utf8>>)
IO.inspect(<<(Integer.pow(2, 70) + 5)::80>>)
<<n::80, f::float-32, tail::binary>> = <<Integer.pow(2, 70)::80, 1.5::float-32, "tail">>
IO.inspect({n == Integer.pow(2, 70), f, tail})
long = Enum.reduce(1..500, "", fn i, acc -> acc <> <<i::16>> end)
IO.inspect({byte_size(long), binary_part(long, 0, 6), :binary.last(long), :erlang.phash2(long)})
old = long
longer = long <> "x"
other = long <> "y"
IO.inspect({byte_size(old), :binary.last(longer), :binary.last(other), old == long})
parse = fn p, bin, acc -> case bin do
  <<len::8, chunk::binary-size(len), more::binary>> -> p.(p, more, [chunk | acc])
  <<>> -> Enum.reverse(acc)
end end
IO.inspect(parse.(parse, <<3, "abc", 0, 5, "hello">>, []))
IO.inspect(for <<c::utf8 <- "añ日😀">>, do: c)
