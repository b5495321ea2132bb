# Documents: text with choices of where lines break, and the printer that makes them. What terms look like is said by
# the implementations of `Inspect`, not here.

defmodule Inspect.Algebra do
  @moduledoc ~S"""
  A small language of documents for printing nested text so that it fits a given width.

  A document says what belongs together and where a line may break; `format/2` then chooses. The printer follows the
  "strict" variant of Wadler's algebra by Christian Lindig: each group is laid out on one line if it fits, and else each
  of its own breaks becomes a line break, whereas the groups within decide for themselves.

      iex> import Inspect.Algebra
      iex> doc = group(glue("hello", "beautiful world"))
      iex> doc |> format(80) |> IO.iodata_to_binary()
      "hello beautiful world"
      iex> doc |> format(10) |> IO.iodata_to_binary()
      "hello\nbeautiful world"

  Strings are documents, and so are lists made by `concat/1`. The parts that have a meaning to the printer are:

    * `break/1`, `flex_break/1`, `line/0` – where lines break
    * `group/2` – what is kept on one line if possible
    * `nest/3` – by how much lines are indented
    * `string/1` – text whose width is counted in graphemes rather than in bytes
    * `color_doc/3`, `force_unfit/1`, `no_limit/1`, `collapse_lines/1` – the finer points

  Code that implements `Inspect` makes documents with `to_doc/2` (for a part), `container_doc/6` (for a collection) and
  the functions above.
  """

  @surround_separator ","
  @tail_separator " |"
  @newline "\n"

  @typedoc "How a container is laid out."
  @type container_opts :: [separator: String.t(), break: :strict | :flex | :maybe]

  @typedoc "A document. Only the fact that strings and `[]` are documents is public."
  @type t ::
          binary
          | []
          | nonempty_improper_list(t, t)
          | :doc_line
          | {:doc_break, binary, :flex | :strict}
          | {:doc_collapse, pos_integer}
          | {:doc_color, t, IO.ANSI.ansidata()}
          | {:doc_fits, t, :enabled | :disabled}
          | {:doc_force, t}
          | {:doc_group, t, :inherit | :normal | :optimistic | :pessimistic}
          | {:doc_limit, t, pos_integer | :infinity}
          | {:doc_nest, t, :cursor | :reset | non_neg_integer, :always | :break}
          | {:doc_string, binary, non_neg_integer}

  @document_tags [
    :doc_break,
    :doc_collapse,
    :doc_color,
    :doc_fits,
    :doc_force,
    :doc_group,
    :doc_limit,
    :doc_nest,
    :doc_string
  ]

  @doc """
  Whether a term looks like a document. Usable in guards.

  ## Examples

      iex> import Inspect.Algebra
      iex> is_doc("text")
      true
      iex> is_doc(:text)
      false

  """
  defguard is_doc(doc)
           when is_binary(doc) or is_list(doc) or doc == :doc_line or
                  (is_tuple(doc) and elem(doc, 0) in @document_tags)

  ## From terms to documents

  @doc """
  Converts a term to a document by way of `Inspect`.

  This is what an implementation of `Inspect` calls for the parts of its value. If the implementation of a struct raises,
  the document shows the error instead, unless the option `:safe` is `false`.

      iex> [1, 2] |> to_doc(%Inspect.Opts{}) |> format(3) |> IO.iodata_to_binary()
      "[1,\\n 2]"
  """
  @spec to_doc(term, Inspect.Opts.t()) :: t
  def to_doc(term, opts) do
    {doc, _opts} = to_doc_with_opts(term, opts)
    doc
  end

  @doc """
  Converts a term to a document as `to_doc/2`, and returns the options to go on with.

  The options carry what is left of the limit on the number of elements; pass them on to the next part.

      iex> {_doc, options} = to_doc_with_opts([1, 2], %Inspect.Opts{limit: 5})
      iex> options.limit
      3
  """
  @doc since: "1.19.0"
  @spec to_doc_with_opts(term, Inspect.Opts.t()) :: {t, Inspect.Opts.t()}
  def to_doc_with_opts(term, opts)

  def to_doc_with_opts(%module{} = struct, %Inspect.Opts{inspect_fun: fun} = opts) do
    if opts.structs and whole?(struct, module) do
      try do
        fun.(struct, opts)
      rescue
        exception -> failed_doc(struct, exception, __STACKTRACE__, opts)
      end
    else
      Inspect.Map.inspect_as_map(struct, opts)
    end
    |> pack_opts(opts)
  end

  def to_doc_with_opts(term, %Inspect.Opts{inspect_fun: fun} = opts) do
    if fun == (&Inspect.inspect/2),
      do: term |> inspect_built_in(opts) |> pack_opts(opts),
      else: pack_opts(fun.(term, opts), opts)
  end

  # The protocol would come to the same implementations, but has to find them first.
  defp inspect_built_in(term, opts) when is_atom(term), do: Inspect.Atom.inspect(term, opts)
  defp inspect_built_in(term, opts) when is_integer(term), do: Inspect.Integer.inspect(term, opts)

  defp inspect_built_in(term, opts) when is_binary(term),
    do: Inspect.BitString.inspect(term, opts)

  defp inspect_built_in(term, opts) when is_list(term), do: Inspect.List.inspect(term, opts)
  defp inspect_built_in(term, opts) when is_tuple(term), do: Inspect.Tuple.inspect(term, opts)
  defp inspect_built_in(term, opts) when is_map(term), do: Inspect.Map.inspect(term, opts)
  defp inspect_built_in(term, opts) when is_float(term), do: Inspect.Float.inspect(term, opts)
  defp inspect_built_in(term, opts), do: Inspect.inspect(term, opts)

  # A struct whose fields are not those it was defined with, or whose module is gone, is shown as the map that it is.
  defp whole?(struct, module) do
    case struct_info(module) do
      infos when is_list(infos) ->
        map_size(struct) == length(infos) + 1 and
          Enum.all?(infos, fn %{field: field} -> is_map_key(struct, field) end)

      nil ->
        false
    end
  end

  defp struct_info(module) do
    module.__info__(:struct)
  rescue
    _no_module -> nil
  end

  # The message of the error and its stack trace may show the very struct that cannot be shown. While they are built, such
  # structs are shown as plain maps.
  defp failed_doc(struct, exception, stacktrace, opts) do
    if Process.get(:inspect_trap) do
      Inspect.Map.inspect_as_map(struct, opts)
    else
      Process.put(:inspect_trap, true)

      try do
        error = failure(struct, exception, stacktrace, opts)

        if opts.safe do
          Inspect.inspect(error, %{opts | inspect_fun: Inspect.Opts.default_inspect_fun()})
        else
          reraise(error, stacktrace)
        end
      after
        Process.delete(:inspect_trap)
      end
    end
  end

  defp failure(struct, exception, stacktrace, opts) do
    plain = [syntax_colors: [], inspect_fun: Inspect.Opts.default_inspect_fun()]

    {doc, _opts} =
      Inspect.Map.inspect_as_map(struct, Kernel.struct(opts, plain)) |> pack_opts(opts)

    Inspect.Error.exception(
      exception: exception,
      stacktrace: stacktrace,
      inspected_struct: doc |> format(opts.width) |> IO.iodata_to_binary()
    )
  end

  defp pack_opts({_doc, %Inspect.Opts{}} = with_opts, _opts), do: with_opts
  defp pack_opts(doc, opts), do: {doc, opts}

  @doc ~S"""
  Lays out a collection: `left`, the documents of its elements with separators between them, `right`.

  `fun` makes the document of an element, given the element and the options. No more elements are shown than the limit in
  `inspect_opts` allows; `...` stands for the rest. The tail of an improper list is set off by `|`.

  ## Options

    * `:separator` – stands behind each element but the last; `","` by default
    * `:break` – `:strict` puts each element on a line of its own if they do not fit on one, `:flex` fills the lines,
      and `:maybe`, the default, is `:flex` if all elements are plain text and else `:strict`

  ## Examples

      iex> import Inspect.Algebra
      iex> opts = %Inspect.Opts{limit: 3}
      iex> doc = container_doc("[", Enum.to_list(1..5), "]", opts, fn number, _opts -> to_string(number) end)
      iex> doc |> format(80) |> IO.iodata_to_binary()
      "[1, 2, 3, ...]"
      iex> doc = container_doc("<", ["a", "b"], ">", opts, fn text, _opts -> text end, separator: ";", break: :strict)
      iex> doc |> format(3) |> IO.iodata_to_binary()
      "<\n  a;\n  b\n>"

  """
  @doc since: "1.6.0"
  @spec container_doc(
          t,
          [term],
          t,
          Inspect.Opts.t(),
          (term, Inspect.Opts.t() -> t),
          container_opts
        ) ::
          t
  def container_doc(left, collection, right, inspect_opts, fun, opts \\ [])
      when is_doc(left) and is_list(collection) and is_doc(right) and is_function(fun, 2) and
             is_list(opts) do
    {doc, _opts} =
      container_doc_with_opts(left, collection, right, inspect_opts, &{fun.(&1, &2), &2}, opts)

    doc
  end

  @doc ~S"""
  Lays out a collection as `container_doc/6`, with options that go from one element to the next.

  `fun` returns the document of an element and the options for the one after it, so that a limit counts what elements
  hold too.

  ## Examples

      iex> import Inspect.Algebra
      iex> opts = %Inspect.Opts{limit: 4}
      iex> {doc, opts} = container_doc_with_opts("[", [[1, 2], [3, 4]], "]", opts, &to_doc_with_opts/2)
      iex> doc |> format(80) |> IO.iodata_to_binary()
      "[[1, 2], [...]]"
      iex> opts.limit
      0

  """
  @doc since: "1.19.0"
  @spec container_doc_with_opts(
          t,
          [term],
          t,
          Inspect.Opts.t(),
          (term, Inspect.Opts.t() -> {t, Inspect.Opts.t()}),
          container_opts
        ) :: {t, Inspect.Opts.t()}
  def container_doc_with_opts(left, collection, right, inspect_opts, fun, opts \\ [])

  def container_doc_with_opts(left, [], right, inspect_opts, _fun, _opts),
    do: {concat(left, right), inspect_opts}

  def container_doc_with_opts(left, collection, right, inspect_opts, fun, opts)
      when is_doc(left) and is_list(collection) and is_doc(right) and is_function(fun, 2) and
             is_list(opts) do
    {entries, text?, inspect_opts} = container_entries(collection, inspect_opts, fun, [], true)
    separator = Keyword.get(opts, :separator, @surround_separator)

    flex? =
      case Keyword.get(opts, :break, :maybe) do
        :maybe -> text?
        break -> break == :flex
      end

    break = if flex?, do: flex_break(), else: break()
    doc = join_entries(entries, separator, break)

    doc =
      if flex?,
        do: group(concat(concat(left, nest(doc, display_width(left))), right)),
        else: group(glue(nest(glue(left, "", doc), 2), "", right))

    {doc, inspect_opts}
  end

  # Entries come out last first, the tail of an improper list as `{:tail, doc}`.
  defp container_entries([], opts, _fun, entries, text?), do: {entries, text?, opts}

  defp container_entries(rest, %{limit: limit} = opts, _fun, entries, text?)
       when is_list(rest) and is_integer(limit) and limit <= 0,
       do: {["..." | entries], text?, opts}

  defp container_entries([term | rest], opts, fun, entries, text?) do
    {doc, opts} = fun.(term, decrement_limit(opts))
    container_entries(rest, opts, fun, [doc | entries], text? and plain_text?(doc))
  end

  # What the tail spends is not counted.
  defp container_entries(tail, opts, fun, entries, text?) do
    {doc, _opts} = fun.(tail, decrement_limit(opts))
    {[{:tail, doc} | entries], text? and plain_text?(doc), opts}
  end

  defp decrement_limit(%{limit: :infinity} = opts), do: opts
  defp decrement_limit(%{limit: 0} = opts), do: opts
  defp decrement_limit(%{limit: limit} = opts), do: %{opts | limit: limit - 1}

  defp join_entries([{:tail, tail}, last | entries], separator, break),
    do: join_entries(entries, separator, break, join(last, @tail_separator, break, tail))

  defp join_entries([last | entries], separator, break),
    do: join_entries(entries, separator, break, last)

  defp join_entries([doc | entries], separator, break, joined),
    do: join_entries(entries, separator, break, join(doc, separator, break, joined))

  defp join_entries([], _separator, _break, joined), do: joined

  # Elements that show nothing leave no separator behind.
  defp join([], _separator, _break, right), do: right
  defp join(left, _separator, _break, []), do: left

  defp join(left, separator, break, right),
    do: concat(concat(left, separator), concat(break, right))

  defp plain_text?(text) when is_binary(text), do: true
  defp plain_text?([]), do: true
  defp plain_text?([left | right]), do: plain_text?(left) and plain_text?(right)
  defp plain_text?({:doc_string, _text, _width}), do: true
  defp plain_text?({:doc_color, doc, _color}), do: plain_text?(doc)
  defp plain_text?(_doc), do: false

  defp display_width(text) when is_binary(text), do: String.length(text)
  defp display_width({:doc_string, _text, width}), do: width
  defp display_width([left | right]), do: display_width(left) + display_width(right)
  defp display_width({:doc_color, doc, _color}), do: display_width(doc)
  defp display_width({:doc_group, doc, _mode}), do: display_width(doc)
  defp display_width(_doc), do: 0

  ## Building documents

  @doc """
  The document of nothing.

  ## Examples

      iex> Inspect.Algebra.empty()
      []

  """
  @spec empty() :: []
  def empty, do: []

  @doc ~S"""
  Text whose width is its number of graphemes.

  Plain strings count as many columns as they have bytes, which is faster, and right for ASCII.

  ## Examples

      iex> import Inspect.Algebra
      iex> doc = group(glue(string("olá"), string("mundo")))
      iex> doc |> format(9) |> IO.iodata_to_binary()
      "olá mundo"

  """
  @doc since: "1.6.0"
  @spec string(String.t()) :: t
  def string(string) when is_binary(string), do: {:doc_string, string, String.length(string)}

  @doc """
  Two documents one behind the other.

  ## Examples

      iex> import Inspect.Algebra
      iex> concat("hello", "world") |> format(80) |> IO.iodata_to_binary()
      "helloworld"

  """
  @spec concat(t, t) :: t
  def concat(doc1, doc2) when is_doc(doc1) and is_doc(doc2), do: [doc1 | doc2]

  @doc """
  Several documents one behind the other.

  ## Examples

      iex> import Inspect.Algebra
      iex> concat(["a", "b", "c"]) |> format(80) |> IO.iodata_to_binary()
      "abc"

  """
  @spec concat([t]) :: t
  def concat(docs) when is_list(docs), do: fold(docs, &concat(&1, &2))

  @doc ~S"""
  Two documents with a space between them at which no line breaks.

  ## Examples

      iex> import Inspect.Algebra
      iex> space("hello", "world") |> format(5) |> IO.iodata_to_binary()
      "hello world"

  """
  @spec space(t, t) :: t
  def space(doc1, doc2), do: concat(doc1, concat(" ", doc2))

  @doc ~S"""
  A line break, whether or not its group fits.

  ## Examples

      iex> import Inspect.Algebra
      iex> concat(["a", line(), "b"]) |> format(80) |> IO.iodata_to_binary()
      "a\nb"

  """
  @doc since: "1.6.0"
  @spec line() :: t
  def line, do: :doc_line

  @doc ~S"""
  Two documents with a line break between them.

  ## Examples

      iex> import Inspect.Algebra
      iex> line("a", "b") |> format(80) |> IO.iodata_to_binary()
      "a\nb"

  """
  @spec line(t, t) :: t
  def line(doc1, doc2), do: concat(doc1, concat(line(), doc2))

  @doc ~S"""
  A place where lines break if the group that it belongs to does not fit on one; else `string` stands there.

  ## Examples

      iex> import Inspect.Algebra
      iex> doc = concat(["a", break("\t"), "b"])
      iex> doc |> group() |> format(80) |> IO.iodata_to_binary()
      "a\tb"
      iex> doc |> group() |> format(2) |> IO.iodata_to_binary()
      "a\nb"

  """
  @spec break(binary) :: t
  def break(string \\ " ") when is_binary(string), do: {:doc_break, string, :strict}

  @doc ~S"""
  A place where a line breaks only if what follows, up to the next break, does not fit.

  ## Examples

      iex> import Inspect.Algebra
      iex> doc = group(fold(["one", "two", "three"], &concat([&1, flex_break(), &2])))
      iex> doc |> format(8) |> IO.iodata_to_binary()
      "one two\nthree"

  """
  @doc since: "1.6.0"
  @spec flex_break(binary) :: t
  def flex_break(string \\ " ") when is_binary(string), do: {:doc_break, string, :flex}

  @doc """
  Two documents with a `break/1` between them.

  ## Examples

      iex> import Inspect.Algebra
      iex> glue("hello", "world") |> group() |> format(80) |> IO.iodata_to_binary()
      "hello world"
      iex> glue("hello", "\\t", "world") |> group() |> format(80) |> IO.iodata_to_binary()
      "hello\\tworld"

  """
  @spec glue(t, binary, t) :: t
  def glue(doc1, break_string \\ " ", doc2) when is_binary(break_string),
    do: concat(doc1, concat(break(break_string), doc2))

  @doc ~S"""
  Two documents with a `flex_break/1` between them.

  ## Examples

      iex> import Inspect.Algebra
      iex> flex_glue("hello", "world") |> group() |> format(80) |> IO.iodata_to_binary()
      "hello world"

  """
  @doc since: "1.6.0"
  @spec flex_glue(t, binary, t) :: t
  def flex_glue(doc1, break_string \\ " ", doc2) when is_binary(break_string),
    do: concat(doc1, concat(flex_break(break_string), doc2))

  @doc ~S"""
  Indents the lines of a document, the first one aside.

  The level is a number of columns, `:cursor` for the column at which the document starts, or `:reset` for none. With the
  mode `:break` it holds only where the enclosing group is broken.

  ## Examples

      iex> import Inspect.Algebra
      iex> doc = nest(glue("hello", "world"), 5)
      iex> doc |> group() |> format(5) |> IO.iodata_to_binary()
      "hello\n     world"

  """
  @spec nest(t, non_neg_integer | :cursor | :reset, :always | :break) :: t
  def nest(doc, level, mode \\ :always)

  def nest(doc, :cursor, mode) when is_doc(doc) and mode in [:always, :break],
    do: {:doc_nest, doc, :cursor, mode}

  def nest(doc, :reset, mode) when is_doc(doc) and mode in [:always, :break],
    do: {:doc_nest, doc, :reset, mode}

  def nest(doc, 0, _mode) when is_doc(doc), do: doc

  def nest(doc, level, mode)
      when is_doc(doc) and is_integer(level) and level > 0 and mode in [:always, :break],
      do: {:doc_nest, doc, level, mode}

  @doc ~S"""
  A document that is laid out on one line if it fits, or else with all of its own breaks.

  ## Modes

    * `:normal` – the group fits if all of it does
    * `:optimistic` – it already fits if it does up to a break of a group within that is `:optimistic` itself
    * `:pessimistic` – groups within that are `:optimistic` are taken as `:normal`
    * `:inherit` – the group is broken if and only if the enclosing one is

  ## Examples

      iex> import Inspect.Algebra
      iex> doc = group(concat(group(glue("Hello,", "A")), concat(break(), group(glue("B", "C")))))
      iex> doc |> format(80) |> IO.iodata_to_binary()
      "Hello, A B C"
      iex> doc |> format(8) |> IO.iodata_to_binary()
      "Hello, A\nB C"

  """
  @spec group(t, :normal | :optimistic | :pessimistic | :inherit) :: t
  def group(doc, mode \\ :normal) when is_doc(doc) do
    case mode do
      # The former name of the default.
      :self -> {:doc_group, doc, :normal}
      mode when mode in [:normal, :optimistic, :pessimistic, :inherit] -> {:doc_group, doc, mode}
    end
  end

  @doc """
  Makes a document take the next break within it into account when it is decided whether it fits.

      iex> doc = glue("a =", " ", group(concat(["[", break(""), "b", break(""), "]"])) |> next_break_fits())
      iex> doc |> group() |> format(6) |> IO.iodata_to_binary()
      "a = [\\nb\\n]"
  """
  @doc since: "1.6.0"
  @doc deprecated: "Pass the optimistic/pessimistic type to group/2 instead"
  @spec next_break_fits(t, :enabled | :disabled) :: t
  def next_break_fits(doc, mode \\ :enabled) when is_doc(doc) and mode in [:enabled, :disabled],
    do: {:doc_fits, doc, mode}

  @doc ~S"""
  A document that never fits: the groups around it break.

  ## Examples

      iex> import Inspect.Algebra
      iex> force_unfit(glue("a", "b")) |> group() |> format(80) |> IO.iodata_to_binary()
      "a\nb"

  """
  @doc since: "1.6.0"
  @spec force_unfit(t) :: t
  def force_unfit(doc) when is_doc(doc), do: {:doc_force, doc}

  @doc ~S"""
  Lets at most `max` of the line breaks that follow each other directly through.

  ## Examples

      iex> import Inspect.Algebra
      iex> concat([collapse_lines(1), "a", line(), line(), line(), "b"]) |> format(80) |> IO.iodata_to_binary()
      "a\n\n\nb"
      iex> concat(["a", collapse_lines(1), line(), line(), line(), "b"]) |> format(80) |> IO.iodata_to_binary()
      "a\nb"

  """
  @doc since: "1.6.0"
  @spec collapse_lines(pos_integer) :: t
  def collapse_lines(max) when is_integer(max) and max > 0, do: {:doc_collapse, max}

  @doc ~S"""
  A document for which there is no limit of width.

  ## Examples

      iex> import Inspect.Algebra
      iex> glue("dog", "cat") |> group() |> no_limit() |> format(3) |> IO.iodata_to_binary()
      "dog cat"

  """
  @doc since: "1.14.0"
  @spec no_limit(t) :: t
  def no_limit(doc) when is_doc(doc), do: {:doc_limit, doc, :infinity}

  @doc ~S"""
  Joins documents from the last to the first.

  `folder_fun` gets a document and what those behind it have been joined to.

  ## Examples

      iex> import Inspect.Algebra
      iex> fold(["a", "b", "c"], fn doc, joined -> concat([doc, "!", joined]) end) |> format(80) |> IO.iodata_to_binary()
      "a!b!c"

  """
  @doc since: "1.18.0"
  @spec fold([t], (t, t -> t)) :: t
  def fold(docs, folder_fun)
  def fold([], _folder_fun), do: empty()
  def fold([doc], _folder_fun), do: doc

  def fold([doc | docs], folder_fun) when is_function(folder_fun, 2),
    do: folder_fun.(doc, fold(docs, folder_fun))

  @doc """
  Joins documents from the last to the first.

      iex> fold(["a", "b", "c"], &concat([&1, "(", &2, ")"])) |> format(80) |> IO.iodata_to_binary()
      "a(b(c))"
  """
  @doc deprecated: "Use fold/2 instead"
  @spec fold_doc([t], (t, t -> t)) :: t
  def fold_doc(docs, folder_fun), do: fold(docs, folder_fun)

  @doc """
  Puts an ANSI sequence in front of a document. It is given as text, and takes no width.

  See `color_doc/3` for colors by name.

      iex> "a" |> color("\\e[31m") |> format(10) |> IO.iodata_to_binary()
      "\\e[31ma"
  """
  @doc since: "1.18.0"
  @spec color(t, binary) :: t
  def color(doc, color) when is_doc(doc) and is_binary(color), do: {:doc_color, doc, color}

  @doc """
  Colors a document as `opts.syntax_colors` says for the given key, and goes back to the color for `:reset` behind it.

  Without a color for the key the document is returned as it is.

  ## Examples

      iex> import Inspect.Algebra
      iex> opts = %Inspect.Opts{syntax_colors: [atom: :red]}
      iex> color_doc(":ok", :atom, opts) |> format(80) |> IO.iodata_to_binary()
      "\\e[31m:ok\\e[0m"
      iex> color_doc("1", :number, opts)
      "1"

  """
  @doc since: "1.18.0"
  @spec color_doc(t, Inspect.Opts.color_key(), Inspect.Opts.t()) :: t
  def color_doc(doc, key, %Inspect.Opts{syntax_colors: syntax_colors}) when is_doc(doc) do
    case syntax_colors do
      [] ->
        doc

      _colors ->
        case Keyword.fetch(syntax_colors, key) do
          {:ok, color} ->
            reset = Keyword.get(syntax_colors, :reset, :reset)
            concat(color(doc, escape_sequence(color)), color(empty(), escape_sequence(reset)))

          :error ->
            doc
        end
    end
  end

  defp escape_sequence(color), do: color |> IO.ANSI.format_fragment(true) |> IO.iodata_to_binary()

  @doc """
  Colors a document as `opts.syntax_colors` says for the given key.

      iex> options = %Inspect.Opts{syntax_colors: [atom: :red, reset: :yellow]}
      iex> ":a" |> color_doc(:atom, options) |> format(10) |> IO.iodata_to_binary()
      "\\e[31m:a\\e[33m"
  """
  @doc deprecated: "Use color_doc/3 instead"
  @spec color(t, Inspect.Opts.color_key(), Inspect.Opts.t()) :: t
  def color(doc, key, opts), do: color_doc(doc, key, opts)

  ## Printing

  # The printer keeps a stack of `{indentation, mode, document}`. A mode says what the breaks of a document become:
  #
  #     :flat           text, for its group fits on one line
  #     :break          line breaks
  #     :flat_no_break  text, and the optimism of groups within is ignored (only while testing what fits)
  #     :break_no_flat  the first one ends the test, for the group is optimistic (only while testing what fits)

  @doc ~S"""
  Lays a document out for a width and returns its text as chardata.

  The width is a number of columns, or `:infinity`. Text that has no breaks may be wider.

  ## Examples

      iex> import Inspect.Algebra
      iex> doc = group(glue("hello", "world"))
      iex> doc |> format(30) |> IO.iodata_to_binary()
      "hello world"
      iex> doc |> format(10) |> IO.iodata_to_binary()
      "hello\nworld"

  """
  @spec format(t, non_neg_integer | :infinity) :: iodata
  def format(doc, width) when is_doc(doc) and (width == :infinity or width >= 0),
    do: print(width, 0, [{0, :flat, doc}], [])

  # `column` is where the next character goes; `text` is what has been printed, last first.
  defp print(_width, _column, [], text), do: finish(text, [])

  defp print(width, column, [{indent, mode, doc} | rest], text) do
    case doc do
      binary when is_binary(binary) ->
        print(width, column + byte_size(binary), rest, [binary | text])

      [] ->
        print(width, column, rest, text)

      [left | right] ->
        print(width, column, [{indent, mode, left}, {indent, mode, right} | rest], text)

      {:doc_string, string, length} ->
        print(width, column + length, rest, [string | text])

      {:doc_break, _string, :strict} when mode == :break ->
        print(width, indent, rest, [new_line(indent) | text])

      {:doc_break, string, :strict} ->
        print(width, column + byte_size(string), rest, [string | text])

      {:doc_break, string, :flex} ->
        after_break = column + byte_size(string)

        if width == :infinity or mode == :flat or fits?(width, after_break, true, rest),
          do: print(width, after_break, rest, [string | text]),
          else: print(width, indent, rest, [new_line(indent) | text])

      :doc_line ->
        print(width, indent, rest, [new_line(indent) | text])

      {:doc_group, inner, :inherit} when mode == :break ->
        print(width, column, [{indent, :break, inner} | rest], text)

      {:doc_group, inner, group_mode} ->
        inner_mode = group_mode(width, column, indent, mode, inner, group_mode, rest)
        print(width, column, [{indent, inner_mode, inner}, :group_end | rest], text)

      {:doc_nest, inner, level, nest_mode} ->
        indent =
          if nest_mode == :always or mode == :break,
            do: nested(indent, column, level),
            else: indent

        print(width, column, [{indent, mode, inner} | rest], text)

      {:doc_color, inner, color} ->
        print(width, column, [{indent, mode, inner} | rest], [color | text])

      {:doc_force, inner} ->
        print(width, column, [{indent, mode, inner} | rest], text)

      {:doc_fits, inner, _fits} ->
        print(width, column, [{indent, mode, inner} | rest], text)

      {:doc_limit, inner, limit} ->
        print(limit, column, [{indent, :flat, inner}, {:width, width} | rest], text)

      {:doc_collapse, max} ->
        print(width, indent, rest, [{:collapse, max, indent} | text])
    end
  end

  defp print(width, column, [:group_end | rest], text), do: print(width, column, rest, text)
  defp print(_width, column, [{:width, width} | rest], text), do: print(width, column, rest, text)

  defp group_mode(:infinity, _column, _indent, _mode, _inner, _group_mode, _rest), do: :flat

  # The group around an optimistic one counted on a line break within it, so what comes behind must fit too.
  defp group_mode(width, column, indent, :flat, inner, :optimistic, rest),
    do: if(fits?(width, column, false, [{indent, :flat, inner} | rest]), do: :flat, else: :break)

  defp group_mode(width, column, indent, _mode, inner, _group_mode, _rest),
    do: if(fits?(width, column, false, [{indent, :flat, inner}]), do: :flat, else: :break)

  defp nested(_indent, column, :cursor), do: column
  defp nested(_indent, _column, :reset), do: 0
  defp nested(indent, _column, level), do: indent + level

  defp new_line(0), do: @newline
  defp new_line(indent), do: @newline <> :binary.copy(" ", indent)

  # The text, first piece first. A mark among the pieces is where `collapse_lines/1` stood: the line breaks that come next are
  # taken away, whoever printed them, and at most as many as allowed put back, with the indentation of
  # that place.
  defp finish([{:collapse, max, indent} | text], printed),
    do: finish(text, collapse(printed, max, indent, 0))

  defp finish([piece | text], printed), do: finish(text, [piece | printed])
  defp finish([], printed), do: printed

  defp collapse(["" | printed], max, indent, count), do: collapse(printed, max, indent, count)

  defp collapse([<<?\n, rest::binary>> | printed], max, indent, count),
    do: collapse([rest | printed], max, indent, count + 1)

  defp collapse([<<?\s, rest::binary>> | printed], max, indent, count) when count > 0,
    do: collapse([rest | printed], max, indent, count)

  defp collapse(printed, max, indent, count),
    do: [:binary.copy(@newline, min(max, count)), [:binary.copy(" ", indent)] | printed]

  # Whether what is on the stack fits on the line, up to the first break that may become a line break or to the end of the
  # group. `break?` says that there is text on the line since the test began: a line that is too long already, or whose
  # indentation alone is, is nothing that a break could mend.
  defp fits?(width, column, true, _stack) when column > width, do: false
  defp fits?(_width, _column, _break?, []), do: true
  defp fits?(_width, _column, break?, [:group_end | _rest]), do: break?

  defp fits?(width, column, _break?, [{:resume, break?} | rest]),
    do: fits?(width, column, break?, rest)

  defp fits?(_width, column, break?, [{:width, width} | rest]),
    do: fits?(width, column, break?, rest)

  defp fits?(width, column, break?, [{indent, mode, doc} | rest]) do
    case doc do
      binary when is_binary(binary) ->
        fits?(width, column + byte_size(binary), break?, rest)

      [] ->
        fits?(width, column, break?, rest)

      [left | right] ->
        fits?(width, column, break?, [{indent, mode, left}, {indent, mode, right} | rest])

      {:doc_string, _string, length} ->
        fits?(width, column + length, break?, rest)

      {:doc_color, inner, _color} ->
        fits?(width, column, break?, [{indent, mode, inner} | rest])

      {:doc_break, _string, _kind} when mode in [:break, :break_no_flat] ->
        true

      {:doc_break, string, _kind} ->
        fits?(width, column + byte_size(string), true, rest)

      :doc_line when mode in [:break, :break_no_flat] ->
        true

      :doc_line ->
        fits?(width, indent, false, rest)

      {:doc_fits, inner, :disabled} ->
        fits?(width, column, break?, [{indent, :flat_no_break, inner} | rest])

      {:doc_fits, inner, :enabled} ->
        inner_mode = if mode == :flat_no_break, do: mode, else: :break_no_flat
        fits?(width, column, break?, [{indent, inner_mode, inner} | rest])

      {:doc_force, inner} when mode == :break_no_flat ->
        fits?(width, column, break?, [{indent, mode, inner} | rest])

      {:doc_force, _inner} ->
        false

      {:doc_group, inner, _group_mode} when mode == :flat_no_break ->
        fits?(width, column, break?, [{indent, mode, inner} | rest])

      {:doc_group, inner, :pessimistic} ->
        fits?(width, column, break?, [{indent, :flat_no_break, inner} | rest])

      {:doc_group, inner, :optimistic} ->
        fits?(width, column, break?, [{indent, :break_no_flat, inner} | rest])

      {:doc_group, inner, _group_mode} when mode == :break_no_flat ->
        fits?(width, column, break?, [{indent, mode, inner} | rest])

      {:doc_group, inner, _group_mode} ->
        fits?(width, column, break?, [{indent, :flat, inner}, {:resume, break?} | rest])

      {:doc_nest, inner, _level, :break} ->
        fits?(width, column, break?, [{indent, mode, inner} | rest])

      {:doc_nest, inner, level, :always} ->
        fits?(width, column, break?, [{nested(indent, column, level), mode, inner} | rest])

      {:doc_limit, inner, limit} ->
        fits?(limit, column, break?, [{indent, :flat, inner}, {:width, width} | rest])

      {:doc_collapse, _max} ->
        fits?(width, indent, break?, rest)
    end
  end

  @doc false
  @deprecated "Use a combination of concat/2 and nest/2 instead"
  def surround(left, doc, right), do: concat(concat(left, nest(doc, 1)), right)

  @doc false
  @deprecated "Use Inspect.Algebra.container_doc/6 instead"
  def surround_many(left, docs, right, %Inspect.Opts{} = opts, fun, separator \\ ","),
    do: container_doc(left, docs, right, opts, fun, separator: separator)
end
