# What every term looks like to a programmer: the protocol, its options and the implementations for the built-in types.
# How documents become lines is `Inspect.Algebra`; structs of the library bring their implementations with them.

defprotocol Inspect do
  @moduledoc """
  Turns a term into a document that shows it as it would be written in source.

  `Kernel.inspect/2` and `IO.inspect/2` go through this protocol. It is implemented for every term: a struct without an
  implementation of its own is shown with its name and fields.

  ## Deriving

  What a struct shows of itself can be derived:

    * `:only` – only these fields are shown, and `...` in place of the others
    * `:except` – all but these are
    * `:optional` – these (or `:all`) are left out while they have their default values

      @derive {Inspect, only: [:name]}
      defstruct [:name, :password]

  A struct that hides fields is written as `#User<name: "x", ...>`, since it cannot be read back.

  ## Implementing

  An implementation returns a document, see `Inspect.Algebra`. It makes those of its parts with
  `Inspect.Algebra.to_doc/2`, or with `Inspect.Algebra.to_doc_with_opts/2`, in which case it returns the options too, as
  `{document, options}`, so that the limit on the number of elements is spent over the whole term.

      defimpl Inspect, for: Basket do
        import Inspect.Algebra

        def inspect(basket, opts) do
          {items, opts} = to_doc_with_opts(basket.items, opts)
          {concat(["#Basket<", items, ">"]), opts}
        end
      end
  """

  @fallback_to_any true

  @impl true
  defmacro __deriving__(module, options) do
    Inspect.Derived.implementation(module, Macro.struct_info!(module, __CALLER__), options)
  end

  @doc """
  Returns the document of `term`, alone or with the options to go on with.

  Only implementations and the option `:inspect_fun` call this directly: parts of a term are shown by
  `Inspect.Algebra.to_doc/2`.

      iex> {doc, _options} = Inspect.inspect([1], Inspect.Opts.new([])) |> then(&if is_tuple(&1) and is_struct(elem(&1, 1)), do: &1, else: {&1, nil})
      iex> doc |> Inspect.Algebra.format(80) |> IO.iodata_to_binary()
      "[1]"
  """
  @spec inspect(t, Inspect.Opts.t()) ::
          Inspect.Algebra.t() | {Inspect.Algebra.t(), Inspect.Opts.t()}
  def inspect(term, opts)
end

defmodule Inspect.Derived do
  @moduledoc false
  # What the implementations made by `@derive` are, and what they have in common.

  import Kernel, except: [inspect: 1, inspect: 2]
  import Inspect.Algebra

  # The implementation for a struct, quoted.
  def implementation(module, info, options) do
    fields = for %{field: field} <- info, field not in [:__struct__, :__exception__], do: field

    only = derive_option(options, :only, fields, fields, module)
    except = derive_option(options, :except, [], fields, module)

    optional =
      case Keyword.get(options, :optional, []) do
        :all -> fields
        _list -> derive_option(options, :optional, [], fields, module)
      end

    shown = Enum.filter(fields, &(&1 in only and &1 not in except))

    defaults =
      for %{field: field, default: default} <- info, field in optional, do: {field, default}

    hides? = length(shown) < length(fields)

    quote do
      defimpl Inspect, for: unquote(module) do
        def inspect(struct, opts) do
          Inspect.Derived.inspect(
            struct,
            unquote(shown),
            unquote(Macro.escape(defaults)),
            unquote(hides?),
            opts
          )
        end
      end
    end
  end

  defp derive_option(options, key, default, fields, module) do
    value = Keyword.get(options, key, default)

    if not is_list(value) do
      raise ArgumentError,
            "invalid value #{Kernel.inspect(value)} in #{Kernel.inspect(key)} when deriving the Inspect " <>
              "protocol for #{Kernel.inspect(module)} (expected a list)"
    end

    case value -- fields do
      [] ->
        value

      unknown ->
        raise ArgumentError,
              "unknown fields #{Kernel.inspect(unknown)} in #{Kernel.inspect(key)} when deriving the " <>
                "Inspect protocol for #{Kernel.inspect(module)}"
    end
  end

  def inspect(%name{} = struct, shown, defaults, hides?, opts) do
    fields = Enum.reject(shown, &default?(struct, &1, defaults))
    name = Code.Identifier.inspect(:literal, name)

    if hides? do
      # What the fields take of the limit is not told to what holds the struct.
      {doc, _opts} = container("#" <> name <> "<", struct, fields ++ [:...], ">", opts)
      doc
    else
      container("%" <> name <> "{", struct, fields, "}", opts)
    end
  end

  defp container(left, struct, fields, right, opts) do
    container_doc_with_opts(
      color_doc(left, :map, opts),
      fields,
      color_doc(right, :map, opts),
      opts,
      &field(struct, &1, &2),
      separator: color_doc(",", :map, opts),
      break: :strict
    )
  end

  defp default?(struct, field, defaults) do
    case defaults do
      [] -> false
      _defaults -> :lists.keyfind(field, 1, defaults) == {field, :maps.get(field, struct)}
    end
  end

  defp field(_struct, :..., opts), do: {"...", opts}

  defp field(struct, field, opts),
    do: Inspect.List.keyword({field, :maps.get(field, struct)}, opts)
end

defmodule Inspect.Error do
  @moduledoc """
  Raised when a struct cannot be inspected, because the implementation of `Inspect` for it raises.
  """

  defexception [:exception_module, :exception_message, :inspected_struct, :stacktrace]

  @impl true
  def exception(arguments) when is_list(arguments) do
    exception = Keyword.fetch!(arguments, :exception)

    %Inspect.Error{
      exception_module: exception.__struct__,
      exception_message: exception |> Exception.message() |> String.trim_trailing("\\n"),
      stacktrace: Keyword.fetch!(arguments, :stacktrace),
      inspected_struct: Keyword.fetch!(arguments, :inspected_struct)
    }
  end

  @impl true
  def message(%Inspect.Error{} = error) do
    ~s'''
    got #{inspect(error.exception_module)} with message:

        """
    #{indent(error.exception_message)}
        """

    while inspecting:

    #{indent(error.inspected_struct)}
    '''
  end

  @doc false
  def indent(text, spaces \\ "    ") do
    text
    |> String.split("\n")
    |> Enum.map_intersperse("\n", fn
      "" -> ""
      line -> spaces <> line
    end)
    |> IO.iodata_to_binary()
  end
end

defimpl Inspect, for: Inspect.Error do
  def inspect(%{stacktrace: stacktrace} = error, _opts) do
    message =
      error |> Inspect.Error.message() |> String.trim_trailing("\n") |> Inspect.Error.indent("  ")

    trace =
      case stacktrace do
        [_ | _] ->
          "\n\n  Stacktrace:\n\n" <>
            (stacktrace |> Exception.format_stacktrace() |> String.trim_trailing("\n")) <> "\n"

        _none ->
          ""
      end

    "#Inspect.Error<\n" <> message <> trace <> "\n>"
  end
end

defimpl Inspect, for: Atom do
  import Inspect.Algebra

  def inspect(atom, opts),
    do: color_doc(Code.Identifier.inspect(:literal, atom), color_key(atom), opts)

  defp color_key(nil), do: nil
  defp color_key(atom) when is_boolean(atom), do: :boolean
  defp color_key(_atom), do: :atom
end

defimpl Inspect, for: BitString do
  import Inspect.Algebra

  def inspect(term, opts) when is_binary(term) do
    if string?(term, opts), do: inspect_string(term, opts), else: inspect_bytes(term, opts)
  end

  def inspect(term, opts), do: inspect_bytes(term, opts)

  defp string?(_term, %{binaries: :as_strings}), do: true

  # Whoever asks for a base is interested in the bytes.
  defp string?(term, %{binaries: :infer, base: :decimal, printable_limit: limit}),
    do: String.printable?(term, limit)

  defp string?(_term, _opts), do: false

  defp inspect_string(term, opts) do
    {escaped, rest} = Code.Identifier.escape(term, ?", opts.printable_limit)
    close = if rest == "", do: ?", else: ~s(" <> ...)
    color_doc(IO.iodata_to_binary([?", escaped, close]), :string, opts)
  end

  defp inspect_bytes("", opts), do: color_doc("<<>>", :binary, opts)

  defp inspect_bytes(bits, opts) do
    left = color_doc("<<", :binary, opts)
    right = color_doc(">>", :binary, opts)

    container_doc_with_opts(left, segments(bits, opts.limit), right, opts, &segment/2,
      break: :flex
    )
  end

  # No more segments than are shown, and one more to tell that there are more.
  defp segments(<<>>, _left), do: []
  defp segments(_bits, left) when is_integer(left) and left < 0, do: []
  defp segments(<<byte, rest::bitstring>>, :infinity), do: [byte | segments(rest, :infinity)]
  defp segments(<<byte, rest::bitstring>>, left), do: [byte | segments(rest, left - 1)]

  defp segments(bits, _left) do
    size = bit_size(bits)
    <<value::size(^size)>> = bits
    [{value, size}]
  end

  defp segment({value, size}, opts),
    do: {concat(Inspect.Integer.inspect(value, opts), "::size(#{size})"), opts}

  defp segment(byte, opts), do: {Inspect.Integer.inspect(byte, opts), opts}
end

defimpl Inspect, for: List do
  import Inspect.Algebra

  def inspect([], opts), do: color_doc("[]", :list, opts)

  def inspect(term, opts) do
    charlists = if opts.char_lists == :infer, do: opts.charlists, else: charlists(opts.char_lists)

    cond do
      charlists == :as_charlists and charlist?(term, opts.printable_limit) ->
        inspect_charlist(term, opts)

      charlists == :infer and List.ascii_printable?(term, opts.printable_limit) ->
        inspect_charlist(term, opts)

      true ->
        inspect_list(term, opts)
    end
  end

  # The values that `charlists` had under its former name.
  defp charlists(:as_char_lists), do: :as_charlists
  defp charlists(charlists), do: charlists

  defp charlist?(_term, 0), do: true
  defp charlist?([], _limit), do: true

  defp charlist?([char | rest], limit) when char in 0..0xD7FF or char in 0xE000..0x10FFFF,
    do: charlist?(rest, if(limit == :infinity, do: limit, else: limit - 1))

  defp charlist?(_term, _limit), do: false

  defp inspect_charlist(term, opts) do
    {chars, more?} = take_chars(term, opts.printable_limit)
    escaped = Code.Identifier.escape(List.to_string(chars), ?")
    close = if more?, do: ~s(" ++ ...), else: ?"
    color_doc(IO.iodata_to_binary(["~c\"", escaped, close]), :charlist, opts)
  end

  defp take_chars([], _limit), do: {[], false}
  defp take_chars(_more, 0), do: {[], true}
  defp take_chars(chars, :infinity), do: {chars, false}

  defp take_chars([char | rest], limit) do
    {chars, more?} = take_chars(rest, limit - 1)
    {[char | chars], more?}
  end

  defp inspect_list(term, opts) do
    left = color_doc("[", :list, opts)
    right = color_doc("]", :list, opts)
    separator = color_doc(",", :list, opts)

    if keyword?(term),
      do:
        container_doc_with_opts(left, term, right, opts, &keyword/2,
          separator: separator,
          break: :strict
        ),
      else:
        container_doc_with_opts(left, term, right, opts, &to_doc_with_opts/2,
          separator: separator
        )
  end

  @doc false
  def keyword({key, value}, opts) do
    key = color_doc(Code.Identifier.inspect(:key, key), :atom, opts)
    {value, opts} = to_doc_with_opts(value, opts)
    {concat(key, concat(" ", value)), opts}
  end

  @doc false
  # Keys that are names of modules are written as such, which the keyword syntax does not allow.
  def keyword?([{key, _value} | rest]) when is_atom(key) do
    case Atom.to_string(key) do
      "Elixir." <> _ -> false
      _name -> keyword?(rest)
    end
  end

  def keyword?([]), do: true
  def keyword?(_other), do: false
end

defimpl Inspect, for: Tuple do
  import Inspect.Algebra

  def inspect(tuple, opts) do
    left = color_doc("{", :tuple, opts)
    right = color_doc("}", :tuple, opts)
    options = [separator: color_doc(",", :tuple, opts), break: :flex]
    container_doc_with_opts(left, Tuple.to_list(tuple), right, opts, &to_doc_with_opts/2, options)
  end
end

defimpl Inspect, for: Map do
  import Inspect.Algebra

  def inspect(map, opts), do: inspect_as_map(map, opts)

  @doc false
  def inspect_as_map(map, opts) do
    list =
      if Keyword.get(opts.custom_options, :sort_maps),
        do: map |> :maps.to_list() |> :lists.sort(),
        else: :maps.to_list(map)

    fun = if Inspect.List.keyword?(list), do: &Inspect.List.keyword/2, else: entry_fun(opts)
    container("%{", list, opts, fun)
  end

  @doc false
  def inspect_as_struct(struct, name, infos, opts) do
    fields =
      for %{field: field} <- infos,
          field not in [:__struct__, :__exception__],
          do: {field, :maps.get(field, struct)}

    container("%" <> name <> "{", fields, opts, &Inspect.List.keyword/2)
  end

  defp container(left, list, opts, fun) do
    left = color_doc(left, :map, opts)
    right = color_doc("}", :map, opts)
    options = [separator: color_doc(",", :map, opts), break: :strict]
    container_doc_with_opts(left, list, right, opts, fun, options)
  end

  defp entry_fun(opts) do
    arrow = color_doc(" => ", :map, opts)

    fn {key, value}, opts ->
      {key, opts} = to_doc_with_opts(key, opts)
      {value, opts} = to_doc_with_opts(value, opts)
      {concat(concat(key, arrow), value), opts}
    end
  end
end

defimpl Inspect, for: Integer do
  import Inspect.Algebra

  def inspect(integer, opts), do: color_doc(text(integer, opts.base), :number, opts)

  defp text(integer, :decimal), do: Integer.to_string(integer)
  defp text(integer, base) when integer < 0, do: "-" <> text(-integer, base)

  defp text(integer, base) do
    case base do
      :binary -> "0b" <> Integer.to_string(integer, 2)
      :octal -> "0o" <> Integer.to_string(integer, 8)
      :hex -> "0x" <> Integer.to_string(integer, 16)
    end
  end
end

defimpl Inspect, for: Float do
  import Inspect.Algebra

  def inspect(float, opts), do: color_doc(text(float, abs(float)), :number, opts)

  # Whole numbers are written out as long as their last digit means something.
  defp text(float, size) when size >= 1.0 and size < 1.0e16 do
    whole = trunc(float)
    if whole == float, do: Integer.to_string(whole) <> ".0", else: Float.to_string(float)
  end

  defp text(float, _size), do: Float.to_string(float)
end

defimpl Inspect, for: Function do
  def inspect(function, _opts) do
    {:module, module} = :erlang.fun_info(function, :module)
    {:name, name} = :erlang.fun_info(function, :name)
    {:arity, arity} = :erlang.fun_info(function, :arity)

    case :erlang.fun_info(function, :type) do
      {:type, :external} ->
        "&#{Code.Identifier.inspect(:literal, module)}.#{Code.Identifier.inspect(:remote_call, name)}/#{arity}"

      {:type, :local} ->
        {:new_index, index} = :erlang.fun_info(function, :new_index)
        {:uniq, uniq} = :erlang.fun_info(function, :uniq)
        "#Function<#{index}.#{uniq}#{origin(module, name, arity)}>"
    end
  end

  # Code outside of modules is compiled in one made for its file.
  defp origin(module, name, arity) do
    with "elixir_compiler_" <> _ <- Atom.to_string(module),
         true <- function_exported?(module, :__RELATIVE__, 0) do
      " in file:" <> module.__RELATIVE__()
    else
      _module -> "/#{arity} in #{Code.Identifier.inspect(:literal, module)}.#{parent(name)}"
    end
  end

  defp parent(name) do
    with :error <- Code.Identifier.extract_anonymous_fun_parent(name),
         "-fun." <> captured <- Atom.to_string(name),
         [captured | _arity] <- String.split(captured, "/") do
      # The capture of a private function.
      Code.Identifier.inspect(:remote_call, String.to_atom(captured))
    else
      {parent, arity} ->
        Code.Identifier.inspect(:remote_call, String.to_atom(parent)) <> "/" <> arity

      _named ->
        Code.Identifier.inspect(:remote_call, name)
    end
  end
end

defimpl Inspect, for: PID do
  def inspect(pid, _opts), do: "#PID" <> IO.iodata_to_binary(:erlang.pid_to_list(pid))
end

defimpl Inspect, for: Port do
  def inspect(port, _opts), do: IO.iodata_to_binary(:erlang.port_to_list(port))
end

defimpl Inspect, for: Reference do
  def inspect(reference, _opts) do
    ~c"#Ref" ++ rest = :erlang.ref_to_list(reference)
    "#Reference" <> IO.iodata_to_binary(rest)
  end
end

defimpl Inspect, for: Any do
  # A struct whose fields are not those it was defined with, or whose module is gone, is shown as the map that it is.
  def inspect(%module{} = struct, opts) do
    case struct_info(module) do
      infos when is_list(infos) ->
        fields = for %{field: field} <- infos, field != :__struct__, do: field

        if :lists.sort([:__struct__ | fields]) == :lists.sort(:maps.keys(struct)),
          do:
            Inspect.Map.inspect_as_struct(
              struct,
              Code.Identifier.inspect(:literal, module),
              infos,
              opts
            ),
          else: Inspect.Map.inspect_as_map(struct, opts)

      nil ->
        Inspect.Map.inspect_as_map(struct, opts)
    end
  end

  defp struct_info(module) do
    module.__info__(:struct)
  rescue
    _no_module -> nil
  end

  @doc false
  def inspect_as_struct(map, name, infos, opts),
    do: Inspect.Map.inspect_as_struct(map, name, infos, opts)
end

require Protocol
Protocol.derive(Inspect, Macro.Env, except: [:tracers, :versioned_vars])
