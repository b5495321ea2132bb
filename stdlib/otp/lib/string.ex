# Erlang's `string`: text as binaries or charlists, and the older functions for flat charlists.

defmodule :string do
  @moduledoc """
  Text as binaries, charlists, or lists of these.

  What a function takes of a text is counted in grapheme clusters, what people take for characters; one of a single code point is
  given as an integer, others as lists. Results are binaries for binaries and charlists for lists. Positions count from 0.

  The functions from `len/1` on are older: they are for flat charlists, count from 1, and know nothing of clusters.
  """

  @type grapheme_cluster :: char | [char]
  @type direction :: :leading | :trailing

  ## Text

  @doc "Returns `true` if there is nothing in a text."
  @spec is_empty(:unicode.chardata()) :: boolean
  def is_empty(""), do: true
  def is_empty([]), do: true

  def is_empty([first | rest]) when is_list(first) or is_binary(first),
    do: is_empty(first) and is_empty(rest)

  def is_empty(_text), do: false

  @doc """
  Returns the number of clusters.

      iex> :string.length("e\\u0301x")
      2
  """
  @spec length(:unicode.chardata()) :: non_neg_integer
  def length(text), do: text |> to_binary() |> String.length()

  @doc """
  Returns the clusters.

      iex> :string.to_graphemes("e\\u0301x")
      [[101, 769], 120]
  """
  @spec to_graphemes(:unicode.chardata()) :: [grapheme_cluster]
  def to_graphemes(text), do: text |> to_binary() |> String.graphemes() |> Enum.map(&cluster/1)

  defp cluster(grapheme) do
    case String.to_charlist(grapheme) do
      [char] -> char
      chars -> chars
    end
  end

  @doc """
  Returns the clusters in reverse.

      iex> :string.reverse("abc")
      ~c"cba"
  """
  @spec reverse(:unicode.chardata()) :: [grapheme_cluster]
  def reverse(text), do: text |> to_graphemes() |> :lists.reverse()

  @doc """
  Returns `true` if two texts are equal.
  """
  @spec equal(:unicode.chardata(), :unicode.chardata()) :: boolean
  def equal(text1, text2), do: equal(text1, text2, false)

  @doc """
  Returns `true` if two texts are equal, perhaps whatever the case.

      iex> :string.equal("É", ~c"é", true)
      true
  """
  @spec equal(:unicode.chardata(), :unicode.chardata(), boolean) :: boolean
  def equal(text1, text2, ignore_case), do: equal(text1, text2, ignore_case, :none)

  @doc """
  Returns `true` if two texts are equal in a normal form: `nfc`, `nfd`, `nfkc`, `nfkd`, or `none`.

      iex> :string.equal("é", "e\\u0301", false, :nfc)
      true
  """
  @spec equal(:unicode.chardata(), :unicode.chardata(), boolean, atom) :: boolean
  def equal(text1, text2, ignore_case, form) when is_boolean(ignore_case) do
    shown = fn text ->
      text = to_binary(text)
      text = if ignore_case, do: fold(text), else: text
      if form == :none, do: text, else: String.normalize(text, form)
    end

    shown.(text1) == shown.(text2)
  end

  @doc """
  Returns the text from a position on.

      iex> :string.slice("hello", 2)
      "llo"
  """
  @spec slice(text, non_neg_integer) :: text when text: :unicode.chardata()
  def slice(text, start) when is_integer(start) and start >= 0, do: slice(text, start, :infinity)

  @doc """
  Returns so many clusters of a text from a position on.

      iex> :string.slice(~c"hello", 1, 3)
      ~c"ell"
  """
  @spec slice(text, non_neg_integer, non_neg_integer | :infinity) :: text
        when text: :unicode.chardata()
  def slice(text, start, count)
      when is_integer(start) and start >= 0 and
             (count == :infinity or (is_integer(count) and count >= 0)) do
    on_text(text, fn text ->
      case count do
        :infinity -> String.slice(text, start..-1//1)
        count -> String.slice(text, start, count)
      end
    end)
  end

  @doc "Fills a text with blanks at its end."
  @spec pad(:unicode.chardata(), non_neg_integer) :: :unicode.charlist()
  def pad(text, length), do: pad(text, length, :trailing, ?\s)

  @doc "Fills a text with blanks: at `leading`, `trailing`, or `both` ends."
  @spec pad(:unicode.chardata(), non_neg_integer, direction | :both) :: :unicode.charlist()
  def pad(text, length, direction), do: pad(text, length, direction, ?\s)

  @doc """
  Fills a text with a cluster.

      iex> :string.pad("x", 3, :leading, ?-) |> IO.chardata_to_string()
      "--x"
  """
  @spec pad(:unicode.chardata(), non_neg_integer, direction | :both, grapheme_cluster) ::
          :unicode.charlist()
  def pad(text, length, direction, cluster) when is_integer(length) do
    missing = max(length - :string.length(text), 0)

    case direction do
      :leading -> [List.duplicate(cluster, missing), text]
      :trailing -> [text | List.duplicate(cluster, missing)]
      :both -> pad_both(text, List.duplicate(cluster, div(missing, 2)), rem(missing, 2), cluster)
    end
  end

  defp pad_both(text, half, 0, _cluster), do: [half, text, half]
  defp pad_both(text, half, 1, cluster), do: [half, text, half, cluster]

  # What `trim/1` drops: white space of patterns, which takes in no space that must not be broken.
  @blanks [[?\r, ?\n], ?\t, ?\n, ?\v, ?\f, ?\r, ?\s, 0x85, 0x200E, 0x200F, 0x2028, 0x2029]

  @doc """
  Drops white space at both ends.

      iex> :string.trim("  ab ")
      "ab"
  """
  @spec trim(text) :: text when text: :unicode.chardata()
  def trim(text), do: trim(text, :both, @blanks)

  @doc "Drops white space at one end, or `both`."
  @spec trim(text, direction | :both) :: text when text: :unicode.chardata()
  def trim(text, direction), do: trim(text, direction, @blanks)

  @doc """
  Drops clusters of a list at one end, or `both`.

      iex> :string.trim("--ab--", :leading, ~c"-")
      "ab--"
  """
  @spec trim(text, direction | :both, [grapheme_cluster]) :: text when text: :unicode.chardata()
  def trim(text, direction, clusters) when direction in [:leading, :trailing, :both] do
    on_text(text, fn text ->
      dropped = texts(clusters)
      text = if direction == :trailing, do: text, else: drop_leading(text, dropped)
      if direction == :leading, do: text, else: drop_trailing(text, dropped)
    end)
  end

  defp texts(clusters), do: MapSet.new(clusters, &List.to_string([&1]))

  defp drop_leading(text, dropped) do
    case String.next_grapheme(text) do
      {grapheme, rest} -> if grapheme in dropped, do: drop_leading(rest, dropped), else: text
      nil -> ""
    end
  end

  defp drop_trailing(text, dropped) do
    text
    |> String.graphemes()
    |> Enum.reverse()
    |> Enum.drop_while(&(&1 in dropped))
    |> Enum.reverse()
    |> IO.iodata_to_binary()
  end

  @doc "Drops line breaks at the end."
  @spec chomp(text) :: text when text: :unicode.chardata()
  def chomp(text), do: trim(text, :trailing, [[?\r, ?\n], ?\n])

  @doc "Splits off the clusters at the beginning that are in a list."
  @spec take(text, [grapheme_cluster]) :: {text, text} when text: :unicode.chardata()
  def take(text, clusters), do: take(text, clusters, false, :leading)

  @doc "Splits off the clusters at the beginning that are in a list, or with `true` those that are not."
  @spec take(text, [grapheme_cluster], boolean) :: {text, text} when text: :unicode.chardata()
  def take(text, clusters, complement), do: take(text, clusters, complement, :leading)

  @doc """
  Splits off the clusters at one end that are in a list, or with `true` those that are not.

      iex> :string.take("abc0z123", ~c"0123456789", false, :trailing)
      {"abc0z", "123"}
  """
  @spec take(text, [grapheme_cluster], boolean, direction) :: {text, text}
        when text: :unicode.chardata()
  def take(text, clusters, complement, direction) do
    on_text(text, fn text ->
      taken = texts(clusters)
      taken? = &(&1 in taken != complement)
      graphemes = String.graphemes(text)

      if direction == :leading do
        {taken, rest} = Enum.split_while(graphemes, taken?)
        {IO.iodata_to_binary(taken), IO.iodata_to_binary(rest)}
      else
        {taken, rest} = graphemes |> Enum.reverse() |> Enum.split_while(taken?)
        {joined_reverse(rest), joined_reverse(taken)}
      end
    end)
  end

  defp joined_reverse(graphemes), do: graphemes |> Enum.reverse() |> IO.iodata_to_binary()

  @doc "Converts to upper case."
  @spec uppercase(text) :: text when text: :unicode.chardata()
  def uppercase(text), do: on_text(text, &String.upcase/1)

  @doc "Converts to lower case."
  @spec lowercase(text) :: text when text: :unicode.chardata()
  def lowercase(text), do: on_text(text, &String.downcase/1)

  @doc """
  Converts the first cluster to title case.

      iex> :string.titlecase("ﬁn")
      "Fin"
  """
  @spec titlecase(text) :: text when text: :unicode.chardata()
  def titlecase(text) do
    on_text(text, fn text ->
      case String.next_grapheme(text) do
        {first, rest} -> String.capitalize(first) <> rest
        nil -> ""
      end
    end)
  end

  @doc """
  Converts to a form in which texts can be compared whatever their case.

      iex> :string.casefold("Straße")
      "strasse"
  """
  @spec casefold(text) :: text when text: :unicode.chardata()
  def casefold(text), do: on_text(text, &fold/1)

  # A small i without a dot is a letter of its own, whose capital is that of another.
  defp fold(text) do
    text
    |> String.split("ı")
    |> Enum.map_join("ı", &(&1 |> String.upcase() |> String.downcase()))
  end

  @doc """
  Reads an integer at the beginning: `{integer, rest}`.

      iex> :string.to_integer("12ab")
      {12, "ab"}
  """
  @spec to_integer(:unicode.chardata()) ::
          {integer, :unicode.chardata()} | {:error, :no_integer | :badarg}
  def to_integer(text), do: number(text, &Integer.parse/1, :no_integer)

  @doc """
  Reads a float at the beginning: `{float, rest}`. There must be a point.

      iex> :string.to_float("1.5e3x")
      {1.5e3, "x"}
  """
  @spec to_float(:unicode.chardata()) ::
          {float, :unicode.chardata()} | {:error, :no_float | :badarg}
  def to_float(text) do
    number(
      text,
      fn text ->
        if String.match?(text, ~r/^[+-]?\d+\.\d/), do: Float.parse(text), else: :error
      end,
      :no_float
    )
  end

  defp number(text, parse, reason) when is_binary(text) or is_list(text) do
    case text |> to_binary() |> parse.() do
      {number, rest} when is_binary(text) -> {number, rest}
      {number, rest} -> {number, String.to_charlist(rest)}
      :error -> {:error, reason}
    end
  catch
    :error, _not_text -> {:error, :badarg}
  end

  defp number(_text, _parse, _reason), do: {:error, :badarg}

  @doc """
  Returns what follows a prefix, or `nomatch`.

      iex> :string.prefix("prefix of text", "prefix ")
      "of text"
  """
  @spec prefix(text, :unicode.chardata()) :: :nomatch | text when text: :unicode.chardata()
  def prefix(text, prefix) do
    on_text(text, fn text ->
      prefix = to_binary(prefix)
      size = byte_size(prefix)

      case text do
        <<^prefix::binary-size(^size), rest::binary>> -> rest
        _ -> :nomatch
      end
    end)
  end

  @doc "Returns the text from the first place on where another text is, or `nomatch`."
  @spec find(text, :unicode.chardata()) :: text | :nomatch when text: :unicode.chardata()
  def find(text, pattern), do: find(text, pattern, :leading)

  @doc """
  Returns the text from the first (`leading`) or last (`trailing`) place on where another text is, or `nomatch`.

      iex> :string.find("ab..cd..ef", ".", :trailing)
      ".ef"
  """
  @spec find(text, :unicode.chardata(), direction) :: text | :nomatch
        when text: :unicode.chardata()
  def find(text, pattern, direction) when direction in [:leading, :trailing] do
    on_text(text, fn text ->
      case place(text, to_binary(pattern), direction) do
        nil -> :nomatch
        {at, _size} -> binary_part(text, at, byte_size(text) - at)
      end
    end)
  end

  defp place(_text, "", _direction), do: {0, 0}

  defp place(text, pattern, :leading) do
    case :binary.match(text, pattern) do
      :nomatch -> nil
      place -> place
    end
  end

  # The last match, be it within another.
  defp place(text, pattern, :trailing),
    do: last_place(text, pattern, byte_size(text) - byte_size(pattern))

  defp last_place(_text, _pattern, at) when at < 0, do: nil

  defp last_place(text, pattern, at) do
    size = byte_size(pattern)

    if binary_part(text, at, size) == pattern,
      do: {at, size},
      else: last_place(text, pattern, at - 1)
  end

  @doc "Splits a text where another text is for the first time."
  @spec split(text, :unicode.chardata()) :: [text] when text: :unicode.chardata()
  def split(text, pattern), do: split(text, pattern, :leading)

  @doc """
  Splits a text at the first (`leading`), last (`trailing`) or `all` places where another text is.

      iex> :string.split("ab..cd..ef", "..", :all)
      ["ab", "cd", "ef"]
  """
  @spec split(text, :unicode.chardata(), direction | :all) :: [text]
        when text: :unicode.chardata()
  def split(text, pattern, where) do
    on_text(text, fn text ->
      pattern = to_binary(pattern)

      cond do
        pattern == "" -> [text]
        where == :all -> :binary.split(text, pattern, [:global])
        true -> split_at(text, place(text, pattern, where))
      end
    end)
  end

  defp split_at(text, nil), do: [text]

  defp split_at(text, {at, size}) do
    behind = at + size
    [binary_part(text, 0, at), binary_part(text, behind, byte_size(text) - behind)]
  end

  @doc "Replaces a text within another for the first time that it is there."
  @spec replace(:unicode.chardata(), :unicode.chardata(), :unicode.chardata()) ::
          [:unicode.chardata()]
  def replace(text, pattern, replacement), do: replace(text, pattern, replacement, :leading)

  @doc """
  Replaces a text within another, the first (`leading`) or last (`trailing`) time or `all` times. Returns the parts of the result.

      iex> :string.replace("a.b.c", ".", "-", :all) |> IO.chardata_to_string()
      "a-b-c"
  """
  @spec replace(
          :unicode.chardata(),
          :unicode.chardata(),
          :unicode.chardata(),
          direction | :all
        ) :: [:unicode.chardata()]
  def replace(text, pattern, replacement, where),
    do: text |> split(pattern, where) |> Enum.intersperse(replacement)

  @doc """
  Returns the parts of a text between separators, which are clusters. There are no empty ones.

      iex> :string.lexemes("abc, def", ~c", ")
      ["abc", "def"]
  """
  @spec lexemes(:unicode.chardata(), [grapheme_cluster]) :: [:unicode.chardata()]
  def lexemes(text, separators), do: on_text(text, &parts(&1, texts(separators)))

  defp parts(text, separators) do
    text
    |> String.graphemes()
    |> Enum.chunk_by(&(&1 in separators))
    |> Enum.reject(&(hd(&1) in separators))
    |> Enum.map(&IO.iodata_to_binary/1)
  end

  @doc """
  Returns one of the parts that `lexemes/2` returns, counted from 1; nothing if there are not so many.
  """
  @spec nth_lexeme(:unicode.chardata(), pos_integer, [grapheme_cluster]) :: :unicode.chardata()
  def nth_lexeme(text, number, separators) when is_integer(number) and number > 0,
    do: on_text(text, &(&1 |> parts(texts(separators)) |> Enum.at(number - 1, "")))

  @doc "Returns the first code point and the rest."
  @spec next_codepoint(:unicode.chardata()) :: maybe_improper_list(char, :unicode.chardata())
  def next_codepoint(text) do
    case to_binary(text) do
      "" -> []
      <<char::utf8, rest::binary>> -> [char | kind(rest, text)]
    end
  end

  @doc """
  Returns the first cluster and the rest.

      iex> :string.next_grapheme("abc")
      [?a | "bc"]
  """
  @spec next_grapheme(:unicode.chardata()) ::
          maybe_improper_list(grapheme_cluster, :unicode.chardata())
  def next_grapheme(text) do
    case text |> to_binary() |> String.next_grapheme() do
      nil -> []
      {grapheme, rest} -> [cluster(grapheme) | kind(rest, text)]
    end
  end

  @doc """
  Returns how similar two texts are, between 0.0 and 1.0, after Jaro.

      iex> :string.jaro_similarity("ditto", "ditto")
      1.0
  """
  @spec jaro_similarity(:unicode.chardata(), :unicode.chardata()) :: float
  def jaro_similarity(text1, text2),
    do: String.jaro_distance(to_binary(text1), to_binary(text2))

  # Calls a function with a text as a binary, and gives what it returns the kind of the text.
  defp on_text(text, fun), do: text |> to_binary() |> fun.() |> kind(text)

  defp kind(result, text) when is_binary(text), do: result
  defp kind(result, _text) when is_binary(result), do: String.to_charlist(result)
  defp kind(results, text) when is_list(results), do: Enum.map(results, &kind(&1, text))
  defp kind({first, second}, text), do: {kind(first, text), kind(second, text)}
  defp kind(other, _text), do: other

  defp to_binary(text) do
    case :unicode.characters_to_binary(text) do
      binary when is_binary(binary) -> binary
      {_, _, rest} -> :erlang.error({:badarg, rest})
    end
  end

  ## Flat charlists

  @doc "Returns the number of characters."
  @spec len(charlist) :: non_neg_integer
  def len(text), do: Kernel.length(text)

  @doc "Joins two charlists."
  @spec concat(charlist, charlist) :: charlist
  def concat(text1, text2), do: text1 ++ text2

  @doc "Returns the position of a character, or 0."
  @spec chr(charlist, char) :: non_neg_integer
  def chr(text, char) when is_integer(char),
    do: (Enum.find_index(text, &(&1 == char)) || -1) + 1

  @doc "Returns the last position of a character, or 0."
  @spec rchr(charlist, char) :: non_neg_integer
  def rchr(text, char) when is_integer(char) do
    case text |> :lists.reverse() |> chr(char) do
      0 -> 0
      at -> Kernel.length(text) - at + 1
    end
  end

  @doc """
  Returns the position of a charlist in another, or 0.

      iex> :string.str(~c" Hello Hello World ", ~c"Hello")
      2
  """
  @spec str(charlist, charlist) :: non_neg_integer
  def str(text, part) when is_list(part), do: str(text, part, 1)

  defp str([_ | rest] = text, part, at),
    do: if(:lists.prefix(part, text), do: at, else: str(rest, part, at + 1))

  defp str([], _part, _at), do: 0

  @doc "Returns the last position of a charlist in another, or 0."
  @spec rstr(charlist, charlist) :: non_neg_integer
  def rstr(text, part) when is_list(part), do: rstr(text, part, 1, 0)

  defp rstr([_ | rest] = text, part, at, last),
    do: rstr(rest, part, at + 1, if(:lists.prefix(part, text), do: at, else: last))

  defp rstr([], _part, _at, last), do: last

  @doc "Returns how many characters at the beginning are in a list."
  @spec span(charlist, charlist) :: non_neg_integer
  def span(text, chars), do: text |> Enum.take_while(&(&1 in chars)) |> Kernel.length()

  @doc "Returns how many characters at the beginning are not in a list."
  @spec cspan(charlist, charlist) :: non_neg_integer
  def cspan(text, chars), do: text |> Enum.take_while(&(&1 not in chars)) |> Kernel.length()

  @doc "Returns the characters from a position on."
  @spec substr(charlist, pos_integer) :: charlist
  def substr(text, start) when is_integer(start) and start >= 1,
    do: :lists.nthtail(start - 1, text)

  @doc """
  Returns so many characters from a position on.

      iex> :string.substr(~c"Hello World", 4, 5)
      ~c"lo Wo"
  """
  @spec substr(charlist, pos_integer, non_neg_integer) :: charlist
  def substr(text, start, count)
      when is_integer(start) and start >= 1 and is_integer(count) and count >= 0,
      do: text |> substr(start) |> Enum.take(count)

  @doc "Returns the characters from a position on."
  @spec sub_string(charlist, pos_integer) :: charlist
  def sub_string(text, start), do: substr(text, start)

  @doc "Returns the characters from one position to another."
  @spec sub_string(charlist, pos_integer, pos_integer) :: charlist
  def sub_string(text, start, stop), do: substr(text, start, stop - start + 1)

  @doc """
  Returns the parts between separators.

      iex> :string.tokens(~c"abc defxxghix jkl", ~c"x ")
      [~c"abc", ~c"def", ~c"ghi", ~c"jkl"]
  """
  @spec tokens(charlist, charlist) :: [charlist, ...]
  def tokens(text, separators) do
    text
    |> Enum.chunk_by(&(&1 in separators))
    |> Enum.reject(&(hd(&1) in separators))
  end

  @doc "Returns a character so many times."
  @spec chars(char, non_neg_integer) :: charlist
  def chars(char, count), do: chars(char, count, [])

  @doc "Returns a character so many times, before a charlist."
  @spec chars(char, non_neg_integer, charlist) :: charlist
  def chars(char, count, tail), do: :lists.duplicate(count, char) ++ tail

  @doc "Returns a charlist so many times."
  @spec copies(charlist, non_neg_integer) :: charlist
  def copies(text, count), do: :lists.append(:lists.duplicate(count, text))

  @doc "Returns the number of words between blanks."
  @spec words(charlist) :: pos_integer
  def words(text), do: words(text, ?\s)

  @doc "Returns the number of words between characters."
  @spec words(charlist, char) :: pos_integer
  def words(text, separator), do: max(Kernel.length(tokens(text, [separator])), 1)

  @doc "Returns a word, counted from 1."
  @spec sub_word(charlist, pos_integer) :: charlist
  def sub_word(text, number), do: sub_word(text, number, ?\s)

  @doc "Returns a word between characters, counted from 1."
  @spec sub_word(charlist, pos_integer, char) :: charlist
  def sub_word(text, number, separator) when is_integer(number) and is_integer(separator),
    do: text |> tokens([separator]) |> Enum.at(number - 1, [])

  @doc "Drops blanks at both ends."
  @spec strip(charlist) :: charlist
  def strip(text), do: strip(text, :both, ?\s)

  @doc "Drops blanks at an end: `left`, `right` or `both`."
  @spec strip(charlist, :left | :right | :both) :: charlist
  def strip(text, direction), do: strip(text, direction, ?\s)

  @doc "Drops a character at an end: `left`, `right` or `both`."
  @spec strip(charlist, :left | :right | :both, char) :: charlist
  def strip(text, :left, char), do: Enum.drop_while(text, &(&1 == char))

  def strip(text, :right, char),
    do: text |> :lists.reverse() |> strip(:left, char) |> :lists.reverse()

  def strip(text, :both, char), do: text |> strip(:left, char) |> strip(:right, char)

  @doc "Returns so many characters at the beginning, filled with blanks."
  @spec left(charlist, non_neg_integer) :: charlist
  def left(text, count), do: left(text, count, ?\s)

  @doc "Returns so many characters at the beginning, filled with a character."
  @spec left(charlist, non_neg_integer, char) :: charlist
  def left(text, count, char) when is_integer(char) do
    taken = Enum.take(text, count)
    taken ++ :lists.duplicate(count - Kernel.length(taken), char)
  end

  @doc "Returns so many characters at the end, filled with blanks."
  @spec right(charlist, non_neg_integer) :: charlist
  def right(text, count), do: right(text, count, ?\s)

  @doc """
  Returns so many characters at the end, filled with a character.

      iex> :string.right(~c"Hello", 10, ?.)
      ~c".....Hello"
  """
  @spec right(charlist, non_neg_integer, char) :: charlist
  def right(text, count, char) when is_integer(char) do
    taken = Enum.take(text, -count)
    :lists.duplicate(count - Kernel.length(taken), char) ++ taken
  end

  @doc "Returns the characters in the middle of so many, filled with blanks."
  @spec centre(charlist, non_neg_integer) :: charlist
  def centre(text, count), do: centre(text, count, ?\s)

  @doc "Returns the characters in the middle of so many, filled with a character."
  @spec centre(charlist, non_neg_integer, char) :: charlist
  def centre(_text, 0, char) when is_integer(char), do: []

  def centre(text, count, char) when is_integer(char) do
    missing = count - Kernel.length(text)

    if missing >= 0 do
      half = div(missing, 2)
      chars(char, half, text) ++ chars(char, missing - half)
    else
      substr(text, div(-missing, 2) + 1, count)
    end
  end

  @doc "Joins charlists with another between them."
  @spec join([charlist], charlist) :: charlist
  def join([], separator) when is_list(separator), do: []

  def join([first | rest], separator),
    do: first ++ :lists.append(for(text <- rest, do: separator ++ text))

  @doc "Converts characters of Latin-1 to upper case."
  @spec to_upper(charlist | char) :: charlist | char
  def to_upper(text) when is_list(text), do: Enum.map(text, &to_upper/1)

  def to_upper(char)
      when char in ?a..?z or char in 0xE0..0xF6 or char in 0xF8..0xFE,
      do: char - 32

  def to_upper(char), do: char

  @doc "Converts characters of Latin-1 to lower case."
  @spec to_lower(charlist | char) :: charlist | char
  def to_lower(text) when is_list(text), do: Enum.map(text, &to_lower/1)

  def to_lower(char)
      when char in ?A..?Z or char in 0xC0..0xD6 or char in 0xD8..0xDE,
      do: char + 32

  def to_lower(char), do: char
end
