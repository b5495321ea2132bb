# Records: tuples whose first element is a tag, with macros that name the others.

defmodule Record do
  @moduledoc """
  Tuples with named fields, as Erlang programs use them.

  A record is a tuple whose first element is an atom, its tag. Erlang libraries hand them out
  and expect them; in programs of your own use structs.

      defmodule User do
        require Record
        Record.defrecord(:user, name: "john", age: 25)
      end

      import User
      record = user()                 #=> {:user, "john", 25}
      user(record, :name)             #=> "john"
      user(record, age: 26)           #=> {:user, "john", 26}
      user(name: name) = record

  The macros take literal fields only, since positions are found while compiling.
  """

  @doc """
  Returns `true` if `data` is a tuple whose first element is the atom `kind`. Allowed in guards.

      iex> require Record
      iex> Record.is_record({User, "john"}, User)
      true
      iex> Record.is_record({}, User)
      false
  """
  defguard is_record(data, kind)
           when is_atom(kind) and is_tuple(data) and tuple_size(data) > 0 and
                  :erlang.element(1, data) == kind

  @doc """
  Returns `true` if `data` is a tuple whose first element is an atom. Allowed in guards.

      iex> require Record
      iex> Record.is_record({User, "john"})
      true
      iex> Record.is_record({"John"})
      false
  """
  defguard is_record(data)
           when is_tuple(data) and tuple_size(data) > 0 and is_atom(:erlang.element(1, data))

  @doc """
  Defines macros to make, read and update a record, and to match on it.

  With `name` the macros are called, `tag` is the first element of the tuples, `name` by
  default, and `fields` is a list of atoms and of pairs of an atom and a default.

    * `name()` and `name(fields)` make a record, or match on one. The field `_` stands for all
      that are not given.
    * `name(:field)` returns the position of a field, counted from zero.
    * `name(record)` returns a keyword list.
    * `name(record, :field)` reads a field.
    * `name(record, fields)` updates fields.

      iex> defmodule RecordExample do
      ...>   require Record
      ...>   Record.defrecord(:point, x: 0, y: 0)
      ...>
      ...>   def steps do
      ...>     point = point(x: 5)
      ...>     {point, point(point, :x), point(point, y: 1), point(point), point(:y)}
      ...>   end
      ...> end
      iex> RecordExample.steps()
      {{:point, 5, 0}, 5, {:point, 5, 1}, [x: 5, y: 0], 2}
  """
  defmacro defrecord(name, tag \\ nil, fields) do
    quote bind_quoted: [name: name, tag: tag, fields: fields] do
      {tag, fields} = Record.__define__(__MODULE__, name, tag, fields)

      defmacro unquote(name)(args \\ []) do
        Record.__access__(unquote(tag), unquote(fields), args, __CALLER__)
      end

      defmacro unquote(name)(record, args) do
        Record.__access__(unquote(tag), unquote(fields), record, args, __CALLER__)
      end
    end
  end

  @doc """
  Like `defrecord/3`, for macros that are private to the module.

      iex> defmodule PrivateRecordExample do
      ...>   require Record
      ...>   Record.defrecordp(:point, :p, x: 0, y: 0)
      ...>   def origin, do: point()
      ...> end
      iex> PrivateRecordExample.origin()
      {:p, 0, 0}
  """
  defmacro defrecordp(name, tag \\ nil, fields) do
    quote bind_quoted: [name: name, tag: tag, fields: fields] do
      {tag, fields} = Record.__define__(__MODULE__, name, tag, fields)

      defmacrop unquote(name)(args \\ []) do
        Record.__access__(unquote(tag), unquote(fields), args, __CALLER__)
      end

      defmacrop unquote(name)(record, args) do
        Record.__access__(unquote(tag), unquote(fields), record, args, __CALLER__)
      end
    end
  end

  # The tag, and the fields with escaped defaults, quoted once more to stand in a macro.
  @doc false
  def __define__(module, name, tag, fields) do
    if Module.defines?(module, {name, 1}) or Module.defines?(module, {name, 2}) do
      raise ArgumentError,
            "cannot define record #{inspect(name)} because a definition #{name}/1 or #{name}/2 " <>
              "already exists"
    end

    fields = Enum.map(fields, &field_with_default/1)
    warn_about_duplicates(Keyword.keys(fields), [])
    {tag || name, Macro.escape(fields)}
  end

  defp field_with_default(field) when is_atom(field), do: {field, nil}

  defp field_with_default({field, default}) when is_atom(field) do
    {field, Macro.escape(default)}
  rescue
    error in [ArgumentError] ->
      raise ArgumentError, "invalid value for record field #{field}, " <> Exception.message(error)
  end

  defp field_with_default({field, _}), do: raise_not_an_atom(field)
  defp field_with_default(field), do: raise_not_an_atom(field)

  defp raise_not_an_atom(field) do
    raise ArgumentError, "defrecord fields must be atoms, got: #{inspect(field)}"
  end

  defp warn_about_duplicates([field | rest], seen) do
    if field in seen, do: IO.warn("duplicate key #{inspect(field)} found in record")
    warn_about_duplicates(rest, [field | seen])
  end

  defp warn_about_duplicates([], _seen), do: :ok

  @doc false
  def __access__(tag, fields, args, caller) do
    cond do
      is_atom(args) ->
        position(tag, fields, args)

      Keyword.keyword?(args) ->
        create(tag, fields, args, caller)

      true ->
        quote do: Record.__keyword__(unquote(tag), unquote(fields), unquote(args))
    end
  end

  @doc false
  def __access__(tag, fields, record, args, caller) do
    cond do
      is_atom(args) ->
        quote do: :erlang.element(unquote(position(tag, fields, args) + 1), unquote(record))

      Keyword.keyword?(args) ->
        update(tag, fields, record, args, caller)

      true ->
        raise ArgumentError,
              "expected arguments to be a compile time atom or a keyword list, got: " <>
                Macro.to_string(args)
    end
  end

  @doc false
  def __keyword__(tag, fields, record) when is_record(record, tag) do
    if tuple_size(record) == length(fields) + 1 do
      [_tag | values] = Tuple.to_list(record)
      Enum.zip_with(fields, values, fn {field, _default}, value -> {field, value} end)
    else
      raise ArgumentError,
            "expected argument to be a #{inspect(tag)} record with #{length(fields)} fields, " <>
              "got: " <> inspect(record)
    end
  end

  def __keyword__(tag, _fields, record) do
    raise ArgumentError,
          "expected argument to be a literal atom, literal keyword or a #{inspect(tag)} record, " <>
            "got runtime: " <> inspect(record)
  end

  # The position in the tuple, counted from zero: the tag has that.
  defp position(tag, fields, field) do
    case Enum.find_index(fields, fn {name, _default} -> name == field end) do
      nil -> raise_unknown(tag, field)
      index -> index + 1
    end
  end

  defp create(tag, fields, args, caller) do
    in_match? = Macro.Env.in_match?(caller)
    {rest, args} = Keyword.pop(args, :_, :none)

    case args |> Keyword.keys() |> Enum.find(&(not Keyword.has_key?(fields, &1))) do
      nil -> :ok
      field -> raise_unknown(tag, field)
    end

    values =
      for {field, default} <- fields do
        cond do
          Keyword.has_key?(args, field) -> Keyword.get(args, field)
          rest != :none -> rest
          in_match? -> Macro.var(:_, nil)
          true -> default
        end
      end

    {:{}, [], [tag | values]}
  end

  defp update(tag, fields, record, args, caller) do
    if Macro.Env.in_match?(caller) do
      raise ArgumentError, "cannot invoke update style macro inside match"
    end

    Enum.reduce(args, record, fn {field, value}, record ->
      index = position(tag, fields, field) + 1
      quote do: :erlang.setelement(unquote(index), unquote(record), unquote(value))
    end)
  end

  defp raise_unknown(tag, field) do
    raise ArgumentError, "record #{inspect(tag)} does not have the key: #{inspect(field)}"
  end

  @typep extract_opt :: {:from, Path.t()} | {:from_lib, Path.t()} | {:includes, [Path.t()]}
  @type extract_opts :: [extract_opt]

  @doc """
  Reads the fields of a record from an Erlang header file, for `defrecord/3`.

      Record.extract(:config, from: "src/config.hrl")

  Option `:from` is the path of the file. `:from_lib` is a path in an Erlang library: Vial has
  none of those, so that it raises `ArgumentError`.

      iex> path = Path.join(System.tmp_dir!(), "record_example_\#{System.os_time()}.hrl")
      iex> File.write!(path, "-record(user, {name = anonymous, age :: integer()}).")
      iex> Record.extract(:user, from: path)
      [name: :anonymous, age: :undefined]
      iex> File.rm!(path)
  """
  @spec extract(name :: atom, extract_opts) :: keyword
  def extract(name, opts) when is_atom(name) and is_list(opts) do
    file = header_file(opts)

    case Keyword.fetch(Record.Header.read(file), name) do
      {:ok, fields} ->
        fields

      :error ->
        raise ArgumentError,
              "no record #{name} found at #{file}. Or the record does not exist or its entry is " <>
                "malformed or depends on other include files"
    end
  end

  @doc """
  Reads the fields of all records of an Erlang header file.

  The options are those of `extract/2`.

      iex> path = Path.join(System.tmp_dir!(), "records_example_\#{System.os_time()}.hrl")
      iex> File.write!(path, "-record(a, {x}). -record(b, {y = 1}).")
      iex> Record.extract_all(from: path)
      [a: [x: :undefined], b: [y: 1]]
      iex> File.rm!(path)
  """
  @spec extract_all(extract_opts) :: [{name :: atom, keyword}]
  def extract_all(opts) when is_list(opts), do: Record.Header.read(header_file(opts))

  defp header_file(opts) do
    cond do
      file = opts[:from] ->
        file

      file = opts[:from_lib] ->
        raise ArgumentError, "lib file #{file} could not be found"

      true ->
        raise ArgumentError, "expected :from or :from_lib to be given as option"
    end
  end
end
