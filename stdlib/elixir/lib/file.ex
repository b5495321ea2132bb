# Files and directories by path. What works on open files, and access to their attributes, is not here yet.

defmodule File do
  @moduledoc """
  Work with files and directories of the host.

  Functions come in pairs: `read/1` returns `{:ok, content}` or `{:error, reason}`, with reasons that are POSIX names such as
  `:enoent`; `read!/1` returns the content or raises `File.Error`. Paths are chardata; relative ones start at the machine's
  working directory, see `cwd/0`.
  """

  @typedoc "Why a file operation failed: a POSIX name."
  @type posix :: atom

  # Mode bits of `:prim_file.write_file/3`.
  @write 2
  @append 4
  @exclusive 8

  @doc """
  Returns `{:ok, content}` of a file, or `{:error, reason}`.

      iex> File.read("/no/such/file")
      {:error, :enoent}

  """
  @spec read(Path.t()) :: {:ok, binary} | {:error, posix}
  def read(path), do: :prim_file.read_file(to_path(path))

  @doc """
  As `read/1`, but returns the content itself and raises `File.Error` on failure.
  """
  @spec read!(Path.t()) :: binary
  def read!(path), do: path |> read() |> unwrap("read file", path)

  @doc """
  Writes content to a file, which is made or emptied first.

  `modes` may hold `:append`, to write behind what is there, and `:exclusive`, to fail with `:eexist` where there is a file.
  """
  @spec write(Path.t(), iodata, [:append | :exclusive | :write | :binary | :utf8]) :: :ok | {:error, posix}
  def write(path, content, modes \\ []) do
    :prim_file.write_file(to_path(path), content, bits(modes))
  end

  @doc """
  As `write/3`, but raises `File.Error` on failure.
  """
  @spec write!(Path.t(), iodata, [atom]) :: :ok
  def write!(path, content, modes \\ []) do
    path |> write(content, modes) |> check("write to file", path)
  end

  @doc """
  Is there anything of that path? Links are followed.

      iex> File.exists?("/")
      true

  """
  @spec exists?(Path.t()) :: boolean
  def exists?(path), do: match?({:ok, _}, :prim_file.read_info(to_path(path), true))

  @doc """
  Is that the path of a regular file?

      iex> File.regular?("/")
      false

  """
  @spec regular?(Path.t()) :: boolean
  def regular?(path), do: type(path) == :regular

  @doc """
  Is that the path of a directory?

      iex> File.dir?("/")
      true

  """
  @spec dir?(Path.t()) :: boolean
  def dir?(path), do: type(path) == :directory

  defp type(path) do
    case :prim_file.read_info(to_path(path), true) do
      {:ok, information} -> elem(information, 1)
      {:error, _} -> :none
    end
  end

  @doc """
  Returns `{:ok, directory}` that relative paths start at.
  """
  @spec cwd() :: {:ok, binary} | {:error, posix}
  def cwd, do: :prim_file.get_cwd()

  @doc """
  As `cwd/0`, but returns the directory itself.
  """
  @spec cwd!() :: binary
  def cwd!, do: unwrap(cwd(), "get current working directory", "")

  @doc """
  Changes the directory that relative paths start at.
  """
  @spec cd(Path.t()) :: :ok | {:error, posix}
  def cd(path), do: :prim_file.set_cwd(to_path(path))

  @doc """
  As `cd/1`, but raises `File.Error` on failure.
  """
  @spec cd!(Path.t()) :: :ok
  def cd!(path), do: path |> cd() |> check("set current working directory to", path)

  @doc """
  Returns `{:ok, names}` of a directory's entries, in no particular order.
  """
  @spec ls(Path.t()) :: {:ok, [binary]} | {:error, posix}
  def ls(path \\ "."), do: :prim_file.list_dir(to_path(path))

  @doc """
  As `ls/1`, but returns the names themselves and raises `File.Error` on failure.
  """
  @spec ls!(Path.t()) :: [binary]
  def ls!(path \\ "."), do: path |> ls() |> unwrap("list directory", path)

  @doc """
  Makes a directory, whose parent must be there.
  """
  @spec mkdir(Path.t()) :: :ok | {:error, posix}
  def mkdir(path), do: :prim_file.make_dir(to_path(path))

  @doc """
  As `mkdir/1`, but raises `File.Error` on failure.
  """
  @spec mkdir!(Path.t()) :: :ok
  def mkdir!(path), do: path |> mkdir() |> check("make directory", path)

  @doc """
  Makes a directory and all its parents.
  """
  @spec mkdir_p(Path.t()) :: :ok | {:error, posix}
  def mkdir_p(path) do
    path = to_path(path)

    cond do
      dir?(path) -> :ok
      Path.dirname(path) == path -> {:error, :enoent}
      true -> with(:ok <- mkdir_p(Path.dirname(path)), do: mkdir(path) |> made())
    end
  end

  # Somebody else may have made it meanwhile.
  defp made({:error, :eexist}), do: :ok
  defp made(result), do: result

  @doc """
  As `mkdir_p/1`, but raises `File.Error` on failure.
  """
  @spec mkdir_p!(Path.t()) :: :ok
  def mkdir_p!(path), do: path |> mkdir_p() |> check("make directory (with -p)", path)

  @doc """
  Deletes a file.
  """
  @spec rm(Path.t()) :: :ok | {:error, posix}
  def rm(path), do: :prim_file.delete(to_path(path))

  @doc """
  As `rm/1`, but raises `File.Error` on failure.
  """
  @spec rm!(Path.t()) :: :ok
  def rm!(path), do: path |> rm() |> check("remove file", path)

  @doc """
  Deletes an empty directory.
  """
  @spec rmdir(Path.t()) :: :ok | {:error, posix}
  def rmdir(path), do: :prim_file.del_dir(to_path(path))

  @doc """
  As `rmdir/1`, but raises `File.Error` on failure.
  """
  @spec rmdir!(Path.t()) :: :ok
  def rmdir!(path), do: path |> rmdir() |> check("remove directory", path)

  @doc """
  Renames a file or directory.
  """
  @spec rename(Path.t(), Path.t()) :: :ok | {:error, posix}
  def rename(source, destination), do: :prim_file.rename(to_path(source), to_path(destination))

  defp to_path(path), do: IO.chardata_to_string(path)

  defp bits(modes) do
    Enum.reduce(modes, @write, fn
      :append, bits -> :erlang.bor(bits, @append)
      :exclusive, bits -> :erlang.bor(bits, @exclusive)
      mode, bits when mode in [:write, :binary, :utf8, :raw] -> bits
    end)
  end

  defp unwrap({:ok, value}, _action, _path), do: value

  defp unwrap({:error, reason}, action, path) do
    raise File.Error, reason: reason, action: action, path: to_path(path)
  end

  defp check(:ok, _action, _path), do: :ok

  defp check({:error, reason}, action, path) do
    raise File.Error, reason: reason, action: action, path: to_path(path)
  end
end
