# Regular expressions as Erlang has them, on the host's PCRE2. What matches is the host's business; captures by name,
# global matching, splitting and replacing are done here. The natives are:
#
#     :prim_regex.compile(source, flags)                       {:ok, captures, [{name, index}]} or
#                                                              {:error, message, offset}
#     :prim_regex.run(source, flags, subject, offset, flags)   [{start, length}] of all groups, :nomatch, :badutf or
#                                                              {:error, reason}
#     :prim_regex.version()                                    the version of PCRE2
#
# There are no handles: a compiled pattern is its source and flags, and the host remembers what it has compiled.

defmodule :re do
  @moduledoc """
  Regular expressions on binaries and charlists, with the syntax of Perl.
  """

  import Bitwise

  # Errors whose offset is the culprit's with older versions of PCRE2, and behind it with those that OTP has.
  @points_at_culprit [
    "quantifier does not follow a repeatable item",
    "unmatched closing parenthesis",
    "reference to non-existent subpattern",
    "(*alpha_assertion) not recognized",
    "unrecognized character after (? or (?-",
    "non-hex character in \\x{} (closing brace missing?)",
    "non-octal character in \\o{} (closing brace missing?)",
    "invalid range in character class"
  ]

  @compile_flags %{
    caseless: 1,
    multiline: 2,
    dotall: 4,
    extended: 8,
    firstline: 16,
    ungreedy: 32,
    unicode: 64,
    ucp: 128,
    anchored: 256,
    dollar_endonly: 512,
    no_auto_capture: 1024,
    dupnames: 2048,
    never_utf: 4096,
    no_start_optimize: 8192,
    bsr_anycrlf: 16384,
    bsr_unicode: 32768
  }

  @newlines %{cr: 1, crlf: 2, lf: 3, any: 4, anycrlf: 5, nul: 6}
  @newline_mask 0x70000
  @unicode_flag 64
  @crlf_newlines [2, 4, 5]

  @run_flags %{anchored: 1, notbol: 2, noteol: 4, notempty: 8, notempty_atstart: 16}

  @typedoc "A compiled pattern."
  @type mp ::
          {:re_pattern, captures :: non_neg_integer, unicode :: 0 | 1, use_crlf :: 0 | 1,
           {binary, non_neg_integer}}

  @doc "The version of PCRE2."
  @spec version() :: binary
  def version, do: :prim_regex.version()

  ## Compiling

  @doc "Compiles a pattern."
  @spec compile(:unicode.chardata()) :: {:ok, mp} | {:error, {charlist, non_neg_integer}}
  def compile(regexp), do: compile(regexp, [])

  @doc """
  Compiles a pattern with options such as `:caseless`, `:unicode` or `{:newline, :anycrlf}`.
  """
  @spec compile(:unicode.chardata(), [term]) :: {:ok, mp} | {:error, {charlist, non_neg_integer}}
  def compile(regexp, options) do
    args = [regexp, options]
    flags = compile_flags(options, 0) || badarg(args)
    source = to_binary(regexp, flags) || badarg(args)

    case :prim_regex.compile(source, flags) do
      {:ok, captures, _names} ->
        {:ok, {:re_pattern, captures, bit(flags &&& @unicode_flag), crlf(flags), {source, flags}}}

      {:error, message, offset} ->
        offset = if message in @points_at_culprit, do: offset + 1, else: offset
        {:error, {:unicode.characters_to_list(message), offset}}
    end
  end

  @doc "Makes a pattern of one that was compiled with `:export`; here all patterns can be moved between nodes."
  @spec import(mp) :: mp
  def import({:re_pattern, _captures, _unicode, _crlf, {_source, _flags}} = pattern), do: pattern

  @doc "The names of the groups of a compiled pattern: `{:namelist, names}`."
  @spec inspect(mp, :namelist) :: {:namelist, [binary]}
  def inspect({:re_pattern, _captures, _unicode, _crlf, {source, flags}}, :namelist) do
    {:ok, _captures, names} = :prim_regex.compile(source, flags)
    {:namelist, for({name, _index} <- uniq_names(names), do: name)}
  end

  def inspect(pattern, item), do: badarg([pattern, item])

  defp uniq_names([{name, _} = first, {name, _} | rest]), do: uniq_names([first | rest])
  defp uniq_names([first | rest]), do: [first | uniq_names(rest)]
  defp uniq_names([]), do: []

  defp compile_flags([], flags), do: flags
  defp compile_flags([:export | rest], flags), do: compile_flags(rest, flags)

  defp compile_flags([{:newline, newline} | rest], flags) do
    case @newlines do
      %{^newline => number} ->
        compile_flags(rest, (flags &&& bnot(@newline_mask)) ||| number <<< 16)

      %{} ->
        nil
    end
  end

  defp compile_flags([option | rest], flags) do
    case @compile_flags do
      %{^option => flag} -> compile_flags(rest, flags ||| flag)
      %{} -> nil
    end
  end

  defp compile_flags(_other, _flags), do: nil

  defp bit(0), do: 0
  defp bit(_set), do: 1

  defp crlf(flags) do
    newline = (flags &&& @newline_mask) >>> 16
    if newline in @crlf_newlines, do: 1, else: 0
  end

  # Text of a pattern with Unicode is characters, of one without bytes.
  defp to_binary(text, _flags) when is_binary(text), do: text

  defp to_binary(text, flags) do
    if (flags &&& @unicode_flag) == 0 do
      :erlang.iolist_to_binary(text)
    else
      case :unicode.characters_to_binary(text) do
        binary when is_binary(binary) -> binary
        _invalid -> nil
      end
    end
  rescue
    ArgumentError -> nil
  end

  ## Running

  @doc "Matches a subject against a pattern."
  @spec run(:unicode.chardata(), mp | :unicode.chardata()) ::
          {:match, [{integer, integer}]} | :nomatch
  def run(subject, pattern), do: run(subject, pattern, [])

  @doc """
  Matches a subject against a pattern.

  The options are those of `compile/2`, if the pattern is not compiled, and `:global`, `{:offset, bytes}`,
  `{:capture, which}`, `{:capture, which, type}`, `:notbol`, `:noteol`, `:notempty`, `:notempty_atstart`, `:anchored` and
  `:report_errors`.
  """
  @spec run(:unicode.chardata(), mp | :unicode.chardata(), [term]) ::
          {:match, term} | :match | :nomatch | {:error, term}
  # What `Regex.match?/2` asks, which is asked most.
  def run(
        subject,
        {:re_pattern, _, _, _, {source, flags}} = pattern,
        [{:capture, :none}] = options
      )
      when is_binary(subject) do
    case :prim_regex.run(source, flags, subject, 0, 0) do
      :nomatch -> :nomatch
      :badutf -> badarg([subject, pattern, options])
      {:error, _reason} -> :nomatch
      _groups -> :match
    end
  end

  def run(subject, pattern, options) do
    args = [subject, pattern, options]
    run = run_options(options, pattern, args)
    subject = to_binary(subject, run.flags) || badarg(args)
    if run.offset > byte_size(subject), do: badarg(args)

    result =
      if run.global,
        do: match_all(subject, run, run.offset, []),
        else: match_once(subject, run, run.offset, run.run_flags)

    case result do
      :nomatch -> :nomatch
      :badutf -> badarg(args)
      {:error, reason} -> if run.report_errors, do: {:error, reason}, else: :nomatch
      _found when run.capture == :none -> :match
      groups when run.global -> {:match, for(each <- groups, do: capture(each, subject, run))}
      groups -> {:match, capture(groups, subject, run)}
    end
  end

  defp match_once(subject, run, offset, flags),
    do: :prim_regex.run(run.source, run.flags, subject, offset, flags)

  # As Perl does: behind an empty match, one at the same place that is not empty is tried, and else the next character.
  defp match_all(subject, run, offset, found) do
    case match_once(subject, run, offset, run.run_flags) do
      [{start, 0} | _] = groups -> match_behind_empty(subject, run, start, [groups | found])
      [{start, length} | _] = groups -> match_all(subject, run, start + length, [groups | found])
      :nomatch -> all(found)
      other -> other
    end
  end

  defp match_behind_empty(subject, run, start, found) do
    flags = run.run_flags ||| @run_flags.notempty_atstart ||| @run_flags.anchored

    case match_once(subject, run, start, flags) do
      [{start, length} | _] = groups ->
        match_all(subject, run, start + length, [groups | found])

      :nomatch when start == byte_size(subject) ->
        all(found)

      :nomatch ->
        match_all(subject, run, start + char_size(subject, start, run), found)

      other ->
        other
    end
  end

  defp all([]), do: :nomatch
  defp all(found), do: :lists.reverse(found)

  defp char_size(subject, start, %{flags: flags}) do
    <<_::binary-size(^start), rest::binary>> = subject

    case rest do
      <<"\r\n", _::binary>> when (flags &&& @newline_mask) != 0 ->
        if crlf(flags) == 1, do: 2, else: 1

      <<char::utf8, _::binary>> when (flags &&& @unicode_flag) != 0 ->
        byte_size(<<char::utf8>>)

      _byte ->
        1
    end
  end

  ## Options

  defp run_options(options, pattern, args) do
    initial = %{
      source: nil,
      flags: 0,
      run_flags: 0,
      offset: 0,
      global: false,
      report_errors: false,
      capture: :all,
      type: :index,
      names: nil
    }

    case read_options(options, initial, []) do
      {run, compile_options} -> with_pattern(pattern, run, compile_options, args)
      nil -> badarg(args)
    end
  end

  defp with_pattern({:re_pattern, _captures, _unicode, _crlf, {source, flags}}, run, [], _args),
    do: %{run | source: source, flags: flags}

  defp with_pattern(
         {:re_pattern, _captures, _unicode, _crlf, {source, flags}},
         run,
         compile_options,
         args
       ) do
    # Line ends may be given anew; other options of compilation come too late.
    case Enum.all?(
           compile_options,
           &(match?({:newline, _}, &1) or &1 in [:bsr_anycrlf, :bsr_unicode, :anchored])
         ) do
      true ->
        %{run | source: source, flags: compile_flags(compile_options, flags) || badarg(args)}

      false ->
        badarg(args)
    end
  end

  defp with_pattern(regexp, run, compile_options, args) do
    case compile(regexp, compile_options) do
      {:ok, pattern} -> with_pattern(pattern, run, [], args)
      {:error, {message, offset}} -> badarg(args, {:regexp, message, offset})
    end
  rescue
    ArgumentError -> badarg(args)
  end

  defp read_options([option | rest], run, compile_options) do
    case option do
      :global ->
        read_options(rest, %{run | global: true}, compile_options)

      :report_errors ->
        read_options(rest, %{run | report_errors: true}, compile_options)

      {:offset, offset} when is_integer(offset) and offset >= 0 ->
        read_options(rest, %{run | offset: offset}, compile_options)

      {:capture, which} ->
        read_options(rest, %{run | capture: which}, compile_options)

      {:capture, which, type} when type in [:index, :list, :binary] ->
        read_options(rest, %{run | capture: which, type: type}, compile_options)

      {limit, count} when limit in [:match_limit, :match_limit_recursion] and is_integer(count) ->
        read_options(rest, run, compile_options)

      _flag ->
        read_flag(option, rest, run, compile_options)
    end
  end

  defp read_options([], run, compile_options) do
    if valid_capture?(run.capture), do: {run, :lists.reverse(compile_options)}
  end

  defp read_options(_improper, _run, _compile_options), do: nil

  defp read_flag(option, rest, run, compile_options) do
    case @run_flags do
      %{^option => flag} ->
        read_options(rest, %{run | run_flags: run.run_flags ||| flag}, compile_options)

      %{} ->
        if option == :export or match?({:newline, _}, option) or
             is_map_key(@compile_flags, option),
           do: read_options(rest, run, [option | compile_options]),
           else: nil
    end
  end

  defp valid_capture?(capture) when capture in [:all, :all_but_first, :all_names, :first, :none],
    do: true

  defp valid_capture?(list) when is_list(list), do: true
  defp valid_capture?(_other), do: false

  ## Captures

  defp capture(groups, subject, %{capture: capture} = run) do
    case capture do
      :all -> values(trim_unset(groups), subject, run)
      :first -> values([hd(groups)], subject, run)
      :all_but_first -> values(trim_unset(tl(groups)), subject, run)
      :all_names -> values(named_groups(groups, run), subject, run)
      list -> values(for(item <- list, do: group(item, groups, run)), subject, run)
    end
  end

  # Groups at the end that took no part are left out.
  defp trim_unset(groups) do
    case :lists.reverse(groups) do
      [{-1, 0} | _] = reversed -> reversed |> drop_unset() |> :lists.reverse()
      _set -> groups
    end
  end

  defp drop_unset([{-1, 0} | rest]), do: drop_unset(rest)
  defp drop_unset(rest), do: rest

  defp named_groups(groups, run) do
    {:ok, _captures, names} = :prim_regex.compile(run.source, run.flags)
    for {name, _index} <- uniq_names(names), do: named_group(name, groups, names)
  end

  defp group(index, groups, _run) when is_integer(index), do: nth(groups, index)

  defp group(name, groups, run) do
    {:ok, _captures, names} = :prim_regex.compile(run.source, run.flags)
    named_group(name_binary(name), groups, names)
  end

  defp name_binary(name) when is_atom(name), do: :erlang.atom_to_binary(name)
  defp name_binary(name), do: :unicode.characters_to_binary(name)

  # A name may stand for several groups: the first that took part counts.
  defp named_group(name, groups, names) do
    candidates =
      for {^name, index} <- names, group = nth(groups, index), group != {-1, 0}, do: group

    List.first(candidates, {-1, 0})
  end

  defp nth([group | _rest], 0), do: group
  defp nth([_group | rest], index), do: nth(rest, index - 1)
  defp nth([], _index), do: {-1, 0}

  defp values(groups, _subject, %{type: :index}), do: groups

  defp values(groups, subject, %{type: :binary}),
    do: for(group <- groups, do: part(subject, group))

  defp values(groups, subject, %{type: :list, flags: flags}),
    do: for(group <- groups, do: to_list(part(subject, group), flags))

  defp part(_subject, {-1, 0}), do: ""
  defp part(subject, {start, length}), do: :erlang.binary_part(subject, start, length)

  defp to_list(binary, flags) do
    if (flags &&& @unicode_flag) == 0,
      do: :erlang.binary_to_list(binary),
      else: :unicode.characters_to_list(binary)
  end

  ## Replacing

  @doc "Replaces the first match of a pattern."
  def replace(subject, pattern, replacement), do: replace(subject, pattern, replacement, [])

  @doc """
  Replaces the first match of a pattern, or all of them (`:global`).

  In the replacement `&` stands for the match, `\\\\1`, `\\\\g1` and `\\\\g{1}` for its groups. A function is given the match
  and the list of its groups. The option `:return` is `:iodata`, `:binary` or `:list`.
  """
  def replace(subject, pattern, replacement, options) do
    {return, options} = take_option(options, :return, :iodata)
    flags = subject_flags(pattern, options)
    binary = to_binary(subject, flags) || badarg([subject, pattern, replacement, options])

    replacement =
      if is_function(replacement, 2),
        do: replacement,
        else: template(to_binary(replacement, flags))

    options = [{:capture, :all, :index} | :lists.keydelete(:capture, 1, options)]

    pieces =
      case run(binary, pattern, options) do
        :nomatch ->
          [binary]

        {:match, matches} ->
          replace_matches(
            binary,
            if(:global in options, do: matches, else: [matches]),
            0,
            replacement
          )
      end

    return(pieces, return, flags)
  end

  defp replace_matches(subject, [[{start, length} | _] = groups | rest], from, replacement) do
    [
      :erlang.binary_part(subject, from, start - from),
      insert(replacement, groups, subject)
      | replace_matches(subject, rest, start + length, replacement)
    ]
  end

  defp replace_matches(subject, [], from, _replacement) do
    case :erlang.binary_part(subject, from, byte_size(subject) - from) do
      "" -> []
      rest -> [rest]
    end
  end

  defp insert(fun, [whole | groups], subject) when is_function(fun, 2),
    do: fun.(part(subject, whole), for(group <- groups, do: part(subject, group)))

  defp insert(template, groups, subject) do
    case for(piece <- template, do: insert_piece(piece, groups, subject)) do
      [piece] -> piece
      pieces -> pieces
    end
  end

  defp insert_piece(index, groups, subject) when is_integer(index),
    do: part(subject, nth(groups, index))

  defp insert_piece(text, _groups, _subject), do: text

  # A list of texts and numbers of groups.
  defp template(text), do: template(text, "", [])

  defp template(<<?&, rest::binary>>, text, done),
    do: template(rest, "", [0 | add_text(text, done)])

  defp template(<<"\\&", rest::binary>>, text, done),
    do: template(rest, <<text::binary, ?&>>, done)

  defp template(<<"\\\\", rest::binary>>, text, done),
    do: template(rest, <<text::binary, ?\\>>, done)

  defp template(<<?\\, rest::binary>>, text, done) do
    case group_reference(rest) do
      {index, rest} -> template(rest, "", [index | add_text(text, done)])
      :none -> literal(rest, text, done)
    end
  end

  defp template(<<byte, rest::binary>>, text, done),
    do: template(rest, <<text::binary, byte>>, done)

  defp template("", text, done), do: :lists.reverse(add_text(text, done))

  # A backslash before anything else stands for that.
  defp literal(<<byte, rest::binary>>, text, done),
    do: template(rest, <<text::binary, byte>>, done)

  defp literal("", text, done), do: template("", <<text::binary, ?\\>>, done)

  defp add_text("", done), do: done
  defp add_text(text, done), do: [text | done]

  defp group_reference(<<"g{", rest::binary>>) do
    with {index, <<?}, rest::binary>>} <- digits(rest, :none) do
      {index, rest}
    else
      _no_reference -> :none
    end
  end

  defp group_reference(<<?g, rest::binary>>), do: digits(rest, :none)
  defp group_reference(rest), do: digits(rest, :none)

  defp digits(<<digit, rest::binary>>, :none) when digit in ?1..?9, do: digits(rest, digit - ?0)

  defp digits(<<digit, rest::binary>>, index) when is_integer(index) and digit in ?0..?9,
    do: digits(rest, index * 10 + digit - ?0)

  defp digits(_rest, :none), do: :none
  defp digits(rest, index), do: {index, rest}

  defp return(pieces, :iodata, _flags), do: pieces
  defp return(pieces, :binary, _flags), do: :erlang.iolist_to_binary(pieces)
  defp return(pieces, :list, flags), do: to_list(:erlang.iolist_to_binary(pieces), flags)

  ## Splitting

  @doc "Splits a subject where a pattern matches."
  def split(subject, pattern), do: split(subject, pattern, [])

  @doc """
  Splits a subject where a pattern matches. The groups of the pattern stand between the parts.

  The options are `{:return, :binary | :list | :iodata}`, `{:parts, count | :infinity}`, `:group`, `:trim` and those of
  `run/3`.
  """
  def split(subject, pattern, options) do
    {return, options} = take_option(options, :return, :iodata)
    {parts, options} = take_option(options, :parts, :infinity)
    group? = :group in options
    trim? = :trim in options
    flags = subject_flags(pattern, options)
    binary = to_binary(subject, flags) || badarg([subject, pattern, options])

    options = [
      :global,
      {:capture, :all, :index}
      | :lists.keydelete(:capture, 1, options -- [:group, :trim, :global])
    ]

    matches =
      case run(binary, pattern, options) do
        {:match, matches} ->
          Enum.reject(matches, fn [whole | _groups] -> empty_at_edge?(whole, binary) end)

        :nomatch ->
          []
      end

    matches =
      if parts == :infinity or parts <= 0, do: matches, else: Enum.take(matches, parts - 1)

    rows = split_rows(binary, matches, 0)
    rows = if trim? or parts == 0, do: drop_empty(rows), else: rows
    rows = for row <- rows, do: for(piece <- row, do: convert_part(piece, return, flags))
    if group?, do: rows, else: Enum.concat(rows)
  end

  defp empty_at_edge?({start, 0}, binary), do: start == 0 or start == byte_size(binary)
  defp empty_at_edge?(_whole, _binary), do: false

  # Each row is a part and the groups of the match behind it.
  defp split_rows(subject, [[{start, length} | groups] | rest], from) do
    part = :erlang.binary_part(subject, from, start - from)
    groups = for group <- groups, do: part(subject, group)
    [[part | groups] | split_rows(subject, rest, start + length)]
  end

  defp split_rows(subject, [], from),
    do: [[:erlang.binary_part(subject, from, byte_size(subject) - from)]]

  defp drop_empty(rows) do
    case :lists.reverse(rows) do
      [[""] | rest] ->
        rest |> :lists.reverse() |> drop_empty()

      [["" | groups] | rest] ->
        if Enum.all?(groups, &(&1 == "")),
          do: rest |> :lists.reverse() |> drop_empty(),
          else: rows

      _rows ->
        rows
    end
  end

  defp convert_part(part, :list, flags), do: to_list(part, flags)
  defp convert_part(part, _binary, _flags), do: part

  defp take_option(options, key, default) do
    case :lists.keytake(key, 1, options) do
      {:value, {^key, value}, rest} -> {value, rest}
      false -> {default, options}
    end
  end

  defp subject_flags({:re_pattern, _captures, _unicode, _crlf, {_source, flags}}, _options),
    do: flags

  defp subject_flags(_regexp, options), do: if(:unicode in options, do: @unicode_flag, else: 0)

  ## Errors

  defp badarg(args, cause \\ nil),
    do: :erlang.error(:badarg, args, error_info: %{module: :erl_stdlib_errors, cause: cause})
end
