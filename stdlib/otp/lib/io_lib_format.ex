# The directives of formats: `~s`, `~8.2f` and so on. How terms look is `:io_lib_pretty`'s business.

defmodule :io_lib_format do
  @moduledoc false

  @doc "The shortest text that reads as the same float: what `~w` writes."
  def fwrite_g(float), do: :erlang.float_to_list(float, [:short])

  @doc """
  Parses a format along with its arguments: characters, and a map for each directive.

  Raises `{:invalid, reason}` if the format or the number of arguments is wrong.
  """
  def scan(format, args) do
    chars = if is_binary(format), do: String.to_charlist(format), else: format
    collect(chars, args, [])
  end

  defp collect([?~ | rest], args, done) do
    {directive, rest, args} = directive(rest, args)
    collect(rest, args, [directive | done])
  end

  defp collect([char | rest], args, done), do: collect(rest, args, [char | done])
  defp collect([], [], done), do: :lists.reverse(done)
  defp collect([], _args, _done), do: throw({:invalid, :arguments})

  # ~Width.Precision.PadModifiersControl
  defp directive(chars, args) do
    {adjust, chars} = if match?([?- | _], chars), do: {:left, tl(chars)}, else: {:right, chars}
    {width, chars, args} = number(chars, args)
    {precision, chars, args} = after_dot(chars, args, &number/2, :none)
    {pad, chars, args} = after_dot(chars, args, &pad/2, ?\s)

    {control, chars, modifiers} =
      modifiers(chars, %{encoding: :latin1, strings: true, maps_order: :undefined})

    {own, args} = take_args(control, modifiers, args)

    {maps_order, own} =
      if modifiers.maps_order == :K, do: {hd(own), tl(own)}, else: {modifiers.maps_order, own}

    {%{
       control_char: control,
       args: own,
       width: if(is_integer(width), do: abs(width), else: width),
       adjust: if(is_integer(width) and width < 0, do: opposite(adjust), else: adjust),
       precision: if(is_integer(precision), do: abs(precision), else: precision),
       pad_char: pad,
       encoding: modifiers.encoding,
       strings: modifiers.strings,
       maps_order: maps_order
     }, chars, args}
  end

  defp opposite(:left), do: :right
  defp opposite(:right), do: :left

  defp number([?* | chars], [value | args]) when is_integer(value), do: {value, chars, args}
  defp number([?* | _chars], _args), do: throw({:invalid, :arguments})

  defp number(chars, args) do
    case Enum.split_while(chars, &(&1 in ?0..?9)) do
      {[], chars} -> {:none, chars, args}
      {digits, chars} -> {:erlang.list_to_integer(digits), chars, args}
    end
  end

  # An argument that pads may be any text: it is put in as it is.
  defp pad([?* | chars], [value | args]), do: {value, chars, args}
  defp pad([?* | _chars], _args), do: throw({:invalid, :arguments})
  defp pad([char | chars], args), do: {char, chars, args}
  defp pad([], _args), do: throw({:invalid, :truncated})

  defp after_dot([?. | chars], args, read, _default), do: read.(chars, args)
  defp after_dot(chars, args, _read, default), do: {default, chars, args}

  defp modifiers([?t | chars], modifiers), do: modifiers(chars, %{modifiers | encoding: :unicode})
  defp modifiers([?l | chars], modifiers), do: modifiers(chars, %{modifiers | strings: false})

  defp modifiers([?k | chars], modifiers),
    do: modifiers(chars, %{modifiers | maps_order: :ordered})

  defp modifiers([?K | chars], modifiers), do: modifiers(chars, %{modifiers | maps_order: :K})
  defp modifiers([control | chars], modifiers), do: {control, chars, modifiers}
  defp modifiers([], _modifiers), do: throw({:invalid, :truncated})

  defp take_args(control, modifiers, args) do
    count = arity(control) + if(modifiers.maps_order == :K, do: 1, else: 0)
    {own, rest} = Enum.split(args, count)
    if length(own) == count, do: {own, rest}, else: throw({:invalid, :arguments})
  end

  defp arity(control) when control in [?~, ?n], do: 0
  defp arity(control) when control in [?W, ?P, ?x, ?X], do: 2
  defp arity(control) when control in ~c"cfegswpbB+#i", do: 1
  defp arity(control), do: throw({:invalid, {:control, control}})

  @doc """
  Makes the text of what `scan/2` returned, as a list of characters.
  """
  def build(parts), do: build(parts, 0)

  # Text that is broken into lines is indented by what stands before it.
  defp build([char | rest], column) when is_integer(char),
    do: [char | build(rest, if(char == ?\n, do: 0, else: column + 1))]

  defp build([%{} = directive | rest], column) do
    text = directive |> control(column) |> to_chars()
    text ++ build(rest, :io_lib.indentation(text, column))
  end

  defp build([], _column), do: []

  defp to_chars(text) when is_binary(text), do: :unicode.characters_to_list(text)
  defp to_chars(text), do: :lists.flatten(text)

  defp control(%{control_char: control, args: args} = directive, column),
    do: control(control, args, directive, column)

  defp control(?~, [], d, _column), do: repeat(?~, d)
  defp control(?n, [], %{width: :none}, _column), do: [?\n]

  defp control(?n, [], %{width: width, adjust: :right}, _column),
    do: List.duplicate(?\n, width)

  defp control(?i, [_ignored], _d, _column), do: []

  defp control(?c, [char], d, _column) when is_integer(char) do
    repeat(if(d.encoding == :unicode, do: char, else: :erlang.band(char, 255)), d)
  end

  defp control(?s, [text], d, _column), do: string(string_chars(text, d.encoding), d)
  defp control(?w, [term], d, _column), do: term(line(term, -1, d), d)

  defp control(?W, [term, depth], d, _column) when is_integer(depth),
    do: term(line(term, depth, d), d)

  defp control(?p, [term], d, column), do: pretty(term, -1, d, column)

  defp control(?P, [term, depth], d, column) when is_integer(depth),
    do: pretty(term, depth, d, column)

  defp control(?f, [float], d, _column) when is_float(float),
    do: term(fixed(float, precision(d, 6, 1)), d)

  defp control(?e, [float], d, _column) when is_float(float),
    do: term(exponential(float, precision(d, 6, 2)), d)

  defp control(?g, [float], d, _column) when is_float(float),
    do: term(general(float, precision(d, 6, 1)), d)

  defp control(?b, [integer], d, _column) when is_integer(integer),
    do: term(String.downcase(digits(integer, base(d))), d)

  defp control(?B, [integer], d, _column) when is_integer(integer),
    do: term(digits(integer, base(d)), d)

  defp control(?x, [integer, prefix], d, _column)
       when is_integer(integer) and not is_binary(prefix),
       do: term(prefixed(integer, prefix, d, &String.downcase/1), d)

  defp control(?X, [integer, prefix], d, _column)
       when is_integer(integer) and not is_binary(prefix),
       do: term(prefixed(integer, prefix, d, & &1), d)

  defp control(?+, [integer], d, _column) when is_integer(integer),
    do: term(prefixed(integer, "#{base(d)}#", d, &String.downcase/1), d)

  defp control(?#, [integer], d, _column) when is_integer(integer),
    do: term(prefixed(integer, "#{base(d)}#", d, & &1), d)

  defp control(_control, _args, _directive, _column), do: throw({:invalid, :argument})

  # As often as the precision says, in a field.
  defp repeat(char, %{width: :none, precision: :none}), do: [char]
  defp repeat(char, %{width: :none, precision: count}), do: List.duplicate(char, count)
  defp repeat(char, %{width: width, precision: :none}), do: List.duplicate(char, width)

  defp repeat(char, %{width: width, precision: count} = d) when width >= count,
    do: char |> List.duplicate(count) |> adjust(width, d)

  defp repeat(_char, _directive), do: throw({:invalid, :argument})

  ## Strings

  defp string_chars(atom, _encoding) when is_atom(atom),
    do: atom |> :erlang.atom_to_binary() |> String.to_charlist()

  defp string_chars(text, :unicode) do
    case :unicode.characters_to_list(text, :unicode) do
      chars when is_list(chars) -> chars
      _invalid -> latin1_chars(text)
    end
  rescue
    ArgumentError -> throw({:invalid, :argument})
  end

  # What is not UTF-8 is taken for Latin-1.
  defp latin1_chars(text) do
    case :unicode.characters_to_list(text, :latin1) do
      chars when is_list(chars) -> chars
      _invalid -> throw({:invalid, :argument})
    end
  end

  defp string_chars(text, _latin1) do
    text |> :erlang.iolist_to_binary() |> :erlang.binary_to_list()
  rescue
    ArgumentError -> throw({:invalid, :argument})
  end

  defp string(chars, %{width: :none, precision: :none}), do: chars

  defp string(chars, %{width: :none, precision: precision} = d),
    do: fit(chars, precision, %{d | adjust: :left})

  defp string(chars, %{width: width, precision: :none} = d), do: fit(chars, width, d)

  defp string(chars, %{width: width, precision: precision} = d) when width > precision,
    do: chars |> fit(precision, %{d | adjust: :left}) |> adjust(width, d)

  defp string(chars, %{width: width, precision: width} = d), do: fit(chars, width, d)
  defp string(_chars, _directive), do: throw({:invalid, :argument})

  # Cut or padded to a length.
  defp fit(chars, length, d) do
    if length(chars) > length, do: Enum.take(chars, length), else: adjust(chars, length, d)
  end

  defp adjust(chars, width, d) do
    case width - length(chars) do
      missing when missing > 0 and d.adjust == :left ->
        chars ++ List.duplicate(d.pad_char, missing)

      missing when missing > 0 ->
        List.duplicate(d.pad_char, missing) ++ chars

      _enough ->
        chars
    end
  end

  ## Terms

  defp line(term, depth, d) do
    :io_lib_pretty.line(term,
      depth: depth,
      encoding: d.encoding,
      ordered: d.maps_order == :ordered
    )
  end

  # What does not fit its field is replaced by asterisks: a number that is cut would be another number.
  defp term(text, d) do
    chars = to_chars(text)

    case field(d) do
      {:none, :none} ->
        chars

      {width, precision} ->
        room = min(width, precision)

        if length(chars) > room,
          do: ?* |> List.duplicate(room) |> adjust(width, d),
          else: adjust(chars, width, d)
    end
  end

  # How wide the field is, and how much of it a term may take. The precision of a number is something else.
  defp field(%{control_char: control, precision: precision} = d)
       when control in ~c"wW" and precision != :none,
       do: {if(d.width == :none, do: precision, else: d.width), precision}

  defp field(%{width: width}), do: {width, width}

  defp pretty(term, depth, d, column) do
    if d.adjust == :left, do: throw({:invalid, :argument})
    width = if d.width == :none, do: 80, else: d.width
    column = if d.precision == :none, do: column + 1, else: max(d.precision, 1)

    :io_lib_pretty.print(term, column, width,
      depth: depth,
      encoding: d.encoding,
      strings: d.strings,
      ordered: d.maps_order == :ordered
    )
  end

  ## Numbers

  defp precision(%{precision: :none}, default, _least), do: default
  defp precision(%{precision: precision}, _default, least) when precision >= least, do: precision
  defp precision(_directive, _default, _least), do: throw({:invalid, :argument})

  defp base(%{precision: :none}), do: 10
  defp base(%{precision: base}) when base in 2..36, do: base
  defp base(_directive), do: throw({:invalid, :argument})

  defp digits(integer, base), do: Integer.to_string(integer, base)

  defp prefixed(integer, prefix, d, change_case) do
    sign = if integer < 0, do: "-", else: ""

    [
      sign,
      string_chars(prefix, :unicode),
      String.to_charlist(change_case.(digits(abs(integer), base(d))))
    ]
    |> IO.chardata_to_string()
  end

  # Behind so many digits all are zeros, as in Erlang.
  @digits 21
  @too_many_digits 10 ** @digits

  defp fixed(float, decimals) do
    {mantissa, exponent} = scientific(float, @digits - 1)
    known = @digits - 1 - exponent

    cond do
      decimals <= known ->
        rounded(float, decimals)

      known > 0 ->
        rounded(float, known) <> String.duplicate("0", decimals - known)

      true ->
        [first, others] = :binary.split(mantissa, ".")

        first <>
          String.pad_trailing(others, exponent, "0") <> "." <> String.duplicate("0", decimals)
    end
  end

  defp rounded(float, decimals) do
    {digits, exponent} = decimal(float)

    digits =
      digits
      |> without_last(@digits - 1 - exponent - decimals)
      |> Integer.to_string()
      |> String.pad_leading(decimals + 1, "0")

    {whole, fraction} = String.split_at(digits, byte_size(digits) - decimals)
    "#{sign(float)}#{whole}.#{fraction}"
  end

  defp sign(float) do
    <<sign::1, _::63>> = <<float::float>>
    if sign == 1, do: "-", else: ""
  end

  # 1.23450e+3: so many digits in all.
  defp exponential(float, digits) do
    {mantissa, exponent} = scientific(float, min(digits, @digits) - 1)
    sign = if exponent < 0, do: "-", else: "+"
    mantissa <> String.duplicate("0", max(digits - @digits, 0)) <> "e#{sign}#{abs(exponent)}"
  end

  # A point behind the first digit, so many digits behind that, and the exponent. There are no more than are known.
  defp scientific(float, decimals) do
    {digits, exponent} = decimal(float)
    digits = without_last(digits, @digits - 1 - decimals)

    # It may be rounded up to one digit more.
    {digits, exponent} =
      if digits >= 10 ** (decimals + 1),
        do: {div(digits, 10), exponent + 1},
        else: {digits, exponent}

    {first, others} =
      digits
      |> Integer.to_string()
      |> String.pad_trailing(decimals + 1, "0")
      |> String.split_at(1)

    {"#{sign(float)}#{first}.#{others}", exponent}
  end

  # The first digits of a float as an integer, and its exponent. Halves are rounded to an even digit here, and away from
  # zero when fewer of these digits are shown.
  defp decimal(float) when float == 0.0, do: {0, 0}

  defp decimal(float) do
    {numerator, denominator} = Float.ratio(abs(float))
    exponent = exponent(numerator, denominator, floor(:math.log10(abs(float))))

    case scaled(numerator, denominator, @digits - 1 - exponent) do
      @too_many_digits -> {div(@too_many_digits, 10), exponent + 1}
      digits -> {digits, exponent}
    end
  end

  defp without_last(digits, 0), do: digits
  defp without_last(digits, count), do: div(digits + 5 * 10 ** (count - 1), 10 ** count)

  # The logarithm of a float may be off by one.
  defp exponent(numerator, denominator, guess) do
    cond do
      below_power?(numerator, denominator, guess) -> guess - 1
      below_power?(numerator, denominator, guess + 1) -> guess
      true -> guess + 1
    end
  end

  defp below_power?(numerator, denominator, power) when power >= 0,
    do: numerator < denominator * 10 ** power

  defp below_power?(numerator, denominator, power), do: numerator * 10 ** -power < denominator

  # A fraction times a power of ten, rounded to an integer.
  defp scaled(numerator, denominator, power) when power >= 0,
    do: quotient(numerator * 10 ** power, denominator)

  defp scaled(numerator, denominator, power), do: quotient(numerator, denominator * 10 ** -power)

  defp quotient(numerator, denominator) do
    whole = div(numerator, denominator)

    case 2 * rem(numerator, denominator) do
      twice when twice > denominator -> whole + 1
      ^denominator -> whole + rem(whole, 2)
      _less -> whole
    end
  end

  defp general(float, digits) do
    size = abs(float)

    whole_digits =
      cond do
        size < 0.1 -> :too_small
        size < 1 -> 0
        size < 10 -> 1
        size < 100 -> 2
        size < 1000 -> 3
        size < 10_000 -> 4
        true -> :too_big
      end

    if is_integer(whole_digits) and digits > whole_digits,
      do: fixed(float, digits - whole_digits),
      else: exponential(float, max(digits, 2))
  end
end
