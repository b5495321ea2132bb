# Erlang's `filelib`: questions about files by name, patterns of names, and directories that must be there.

defmodule :filelib do
  @moduledoc """
  Questions about files by name, patterns of names, and directories that must be there.
  """

  @type name :: :file.name()
  @type dirname :: name

  @doc """
  Returns `true` if there is a directory of that name.

      iex> :filelib.is_dir("/")
      true
  """
  @spec is_dir(name) :: boolean
  def is_dir(name), do: type(name) == :directory

  @doc """
  Returns `true` if there is a file or directory of that name.

      iex> :filelib.is_file("/no/such/file")
      false
  """
  @spec is_file(name) :: boolean
  def is_file(name), do: type(name) in [:regular, :directory]

  @doc """
  Returns `true` if there is a regular file of that name.

      iex> :filelib.is_regular("/")
      false
  """
  @spec is_regular(name) :: boolean
  def is_regular(name), do: type(name) == :regular

  defp type(name) do
    case info(name) do
      {:ok, info} -> elem(info, 2)
      _error -> nil
    end
  end

  defp info(name), do: :file.read_file_info(name)

  @doc """
  Returns the bytes of a file; 0 if there is none.
  """
  @spec file_size(name) :: non_neg_integer
  def file_size(name) do
    case info(name) do
      {:ok, info} -> elem(info, 1)
      _error -> 0
    end
  end

  @doc """
  Returns when a file was changed, in local time; 0 if there is none.
  """
  @spec last_modified(name) :: :calendar.datetime() | 0
  def last_modified(name) do
    case info(name) do
      {:ok, info} -> elem(info, 5)
      _error -> 0
    end
  end

  @doc """
  Makes the directories that a file of that name needs.
  """
  @spec ensure_dir(name) :: :ok | {:error, :file.posix()}
  def ensure_dir(name) do
    case :filename.dirname(name) do
      ^name -> :ok
      directory -> ensure_path(directory)
    end
  end

  @doc """
  Makes a directory and those above it.
  """
  @spec ensure_path(name) :: :ok | {:error, :file.posix()}
  def ensure_path(path) do
    if is_dir(path) do
      :ok
    else
      parent = :filename.dirname(path)

      with :ok <- if(parent == path, do: {:error, :einval}, else: ensure_path(parent)) do
        case :file.make_dir(path) do
          {:error, :eexist} -> if is_dir(path), do: :ok, else: {:error, :enotdir}
          result -> result
        end
      end
    end
  end

  @doc """
  Calls a function with each file in a directory whose name matches a regular expression, and an accumulator.
  """
  @spec fold_files(dirname, :re.re(), boolean, (name, acc -> acc), acc) :: acc when acc: term
  def fold_files(directory, pattern, recursive, fun, acc) do
    {:ok, pattern} = :re.compile(pattern, [:unicode])
    fold(directory, pattern, recursive, fun, acc)
  end

  defp fold(directory, pattern, recursive, fun, acc) do
    case :file.list_dir_all(directory) do
      {:ok, names} ->
        Enum.reduce(names, acc, fn name, acc ->
          path = :filename.join(directory, name)

          case type(path) do
            :regular -> if :re.run(name, pattern) == :nomatch, do: acc, else: fun.(path, acc)
            :directory when recursive -> fold(path, pattern, recursive, fun, acc)
            _other -> acc
          end
        end)

      _error ->
        acc
    end
  end

  @doc """
  Returns the names that match a pattern, sorted.

  `?` stands for a character, `*` for any number of them, `**` as a whole part for any number of directories, `[a-z]` for one of
  several characters, and `{a,b}` for one of several texts.
  """
  @spec wildcard(charlist) :: [charlist]
  def wildcard(pattern) when is_list(pattern) do
    pattern |> to_string() |> Path.wildcard(match_dot: true) |> Enum.map(&String.to_charlist/1)
  end

  @doc """
  Returns the names in a directory that match a pattern, sorted.
  """
  @spec wildcard(charlist, dirname) :: [charlist]
  def wildcard(pattern, directory)
      when is_list(pattern) and (is_list(directory) or is_atom(directory)) do
    directory = to_string(directory)

    directory
    |> Path.join(to_string(pattern))
    |> Path.wildcard(match_dot: true)
    |> Enum.map(&(&1 |> Path.relative_to(directory) |> String.to_charlist()))
  end

  @doc """
  Returns a relative name without `.` and `..`, or `unsafe` if it leads out of the directory that it starts from.

      iex> :filelib.safe_relative_path("a/../b", "")
      "b"
      iex> :filelib.safe_relative_path("../b", "")
      :unsafe
  """
  @spec safe_relative_path(name, name) :: :unsafe | name
  def safe_relative_path(name, directory) do
    name = :filename.flatten(name)

    case Path.safe_relative(to_string(name), safe_directory(directory)) do
      {:ok, ""} -> []
      {:ok, path} when is_list(name) -> String.to_charlist(path)
      {:ok, path} -> path
      :error -> :unsafe
    end
  end

  defp safe_directory(directory) do
    case to_string(directory) do
      "" -> File.cwd!()
      directory -> directory
    end
  end

  @doc """
  Looks for a file in a directory, and beside it where Erlang's sources are kept.
  """
  @spec find_file(name, dirname) :: {:ok, name} | {:error, :not_found}
  def find_file(name, directory), do: find_file(name, directory, [])

  @doc """
  Looks for a file in a directory, and then where rules `{suffix, replacement}` of the directory's name lead.
  """
  @spec find_file(name, dirname, [{charlist, charlist}]) :: {:ok, name} | {:error, :not_found}
  def find_file(name, directory, rules) do
    rules =
      if rules == [], do: [{~c"", ~c""}, {~c"ebin", ~c"src"}, {~c"ebin", ~c"esrc"}], else: rules

    Enum.find_value(rules, {:error, :not_found}, fn {suffix, replacement} ->
      text = to_string(directory)

      if String.ends_with?(text, to_string(suffix)) do
        base = String.replace_suffix(text, to_string(suffix), to_string(replacement))
        path = :filename.join(String.to_charlist(base), name)
        if is_regular(path), do: {:ok, path}
      end
    end)
  end

  @doc """
  Looks for the source of a compiled file.
  """
  @spec find_source(name) :: {:ok, name} | {:error, :not_found}
  def find_source(path), do: find_source(:filename.basename(path), :filename.dirname(path))

  @doc """
  Looks for the source of a compiled file in a directory.
  """
  @spec find_source(name, dirname) :: {:ok, name} | {:error, :not_found}
  def find_source(name, directory), do: find_source(name, directory, [])

  @doc """
  Looks for the source of a compiled file, with rules `{suffix, source suffix, rules of directories}`.
  """
  @spec find_source(name, dirname, [tuple]) :: {:ok, name} | {:error, :not_found}
  def find_source(name, directory, rules) do
    rules =
      if rules == [],
        do: [{~c".beam", ~c".erl", [{~c"ebin", ~c"src"}, {~c"", ~c""}]}],
        else: rules

    extension = :filename.extension(name)

    Enum.find_value(rules, {:error, :not_found}, fn
      {^extension, source, more} ->
        root = :filename.rootname(name)

        case find_file(:filename.flatten([root, source]), directory, more) do
          {:ok, path} -> {:ok, path}
          _none -> nil
        end

      _other ->
        nil
    end)
  end
end
