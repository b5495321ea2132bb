# Files and directories by path. What Erlang's `:file` does is done there; open files are processes, read and written by `IO`.

defmodule File do
  @moduledoc """
  Files and directories of the host.

  Functions come in pairs: `read/1` returns `{:ok, content}` or `{:error, reason}`, with reasons that are POSIX names such as
  `:enoent`; `read!/1` returns the content or raises `File.Error`. Paths are chardata; relative ones start at the working
  directory, see `cwd/0`.

  ## Open files

  `open/2` starts a process that stands for the file, which the functions of `IO` read from and write to. Without an encoding
  it is a file of bytes: use `IO.binread/2` and `IO.binwrite/2`. With the mode `:utf8`, it is a file of text. The file is closed
  by `close/1`, or when the process that opened it ends. The mode `:raw` does without the process; such files are for
  functions of `:file`.

  To go through a file line by line, use `stream!/3`.
  """

  @type posix :: :file.posix()
  @type io_device :: :file.io_device()
  @type file_descriptor :: :file.fd()

  @typedoc "What a file is opened for, and how; see `open/2`."
  @type mode ::
          :append
          | :binary
          | :charlist
          | :compressed
          | :delayed_write
          | :exclusive
          | :raw
          | :read
          | :read_ahead
          | :sync
          | :write
          | {:read_ahead, pos_integer}
          | {:delayed_write, non_neg_integer, non_neg_integer}
          | encoding_mode()

  @type encoding_mode ::
          :utf8
          | {:encoding,
             :latin1
             | :unicode
             | :utf8
             | :utf16
             | :utf32
             | {:utf16, :big | :little}
             | {:utf32, :big | :little}}

  @type read_offset_mode :: {:read_offset, non_neg_integer}

  @typedoc "Modes of `stream!/3`."
  @type stream_mode ::
          encoding_mode()
          | read_offset_mode()
          | :append
          | :compressed
          | :delayed_write
          | :trim_bom
          | {:read_ahead, pos_integer | false}
          | {:delayed_write, non_neg_integer, non_neg_integer}

  @type erlang_time ::
          {{year :: non_neg_integer, month :: 1..12, day :: 1..31},
           {hour :: 0..23, minute :: 0..59, second :: 0..59}}

  @type posix_time :: integer

  @type on_conflict_callback :: (Path.t(), Path.t() -> boolean)

  @type stat_options :: [{:time, :local | :universal | :posix}]

  @doc """
  Whether there is a regular file of that path. Links are followed.

      iex> File.regular?("/")
      false

  """
  @spec regular?(Path.t(), [regular_option]) :: boolean when regular_option: :raw
  def regular?(path, opts \\ []), do: type(path, opts) == :regular

  @doc """
  Whether there is a directory of that path. Links are followed.

      iex> File.dir?("/")
      true

  """
  @spec dir?(Path.t(), [dir_option]) :: boolean when dir_option: :raw
  def dir?(path, opts \\ []), do: type(path, opts) == :directory

  @doc """
  Whether there is anything of that path. Links are followed.

      iex> File.exists?("/")
      true

  """
  @spec exists?(Path.t(), [exists_option]) :: boolean when exists_option: :raw
  def exists?(path, opts \\ []), do: type(path, opts) != :none

  defp type(path, opts) do
    case :file.read_file_info(to_path(path), [{:time, :posix} | opts]) do
      {:ok, info} -> elem(info, 2)
      {:error, _} -> :none
    end
  end

  @doc """
  Makes a directory, whose parent must be there.
  """
  @spec mkdir(Path.t()) :: :ok | {:error, posix | :badarg}
  def mkdir(path), do: :file.make_dir(to_path(path))

  @doc """
  As `mkdir/1`, but raises `File.Error` on failure.
  """
  @spec mkdir!(Path.t()) :: :ok
  def mkdir!(path), do: path |> mkdir() |> check("make directory", path)

  @doc """
  Makes a directory and all its parents.
  """
  @spec mkdir_p(Path.t()) :: :ok | {:error, posix | :badarg}
  def mkdir_p(path), do: path |> to_path() |> make_directories()

  defp make_directories(path) do
    parent = Path.dirname(path)

    cond do
      dir?(path) -> :ok
      parent == path or path == "" -> {:error, :enoent}
      true -> with(:ok <- make_directories(parent), do: path |> :file.make_dir() |> made(path))
    end
  end

  # Somebody else may have made it meanwhile, and what is there may be no directory.
  defp made({:error, :eexist}, path), do: if(dir?(path), do: :ok, else: {:error, :enotdir})
  defp made(result, _path), do: result

  @doc """
  As `mkdir_p/1`, but raises `File.Error` on failure.
  """
  @spec mkdir_p!(Path.t()) :: :ok
  def mkdir_p!(path), do: path |> mkdir_p() |> check("make directory (with -p)", path)

  @doc """
  Returns `{:ok, content}` of a file, or `{:error, reason}`. The mode `:raw` changes nothing.

      iex> File.read("/no/such/file")
      {:error, :enoent}

  """
  @spec read(Path.t(), [read_option]) ::
          {:ok, binary} | {:error, posix | :badarg | :terminated | :system_limit}
        when read_option: :raw
  def read(path, opts \\ []), do: :file.read_file(to_path(path), opts)

  @doc """
  As `read/2`, but returns the content itself and raises `File.Error` on failure.
  """
  @spec read!(Path.t(), [read_option]) :: binary when read_option: :raw
  def read!(path, opts \\ []), do: path |> read(opts) |> value("read file", path)

  @doc """
  Returns `{:ok, information}` about what is at a path: a `File.Stat`. Links are followed.

  ## Options

    * `:time` - how times are given: `:universal` (the default), `:local` or `:posix`

  """
  @spec stat(Path.t(), stat_options) :: {:ok, File.Stat.t()} | {:error, posix | :badarg}
  def stat(path, opts \\ []),
    do: path |> to_path() |> :file.read_file_info(time(opts)) |> to_stat()

  @doc """
  As `stat/2`, but returns the information itself and raises `File.Error` on failure.
  """
  @spec stat!(Path.t(), stat_options) :: File.Stat.t()
  def stat!(path, opts \\ []), do: path |> stat(opts) |> value("read file stats", path)

  @doc """
  Returns `{:ok, information}` about what is at a path, of a link about the link itself. Options are those of `stat/2`.
  """
  @spec lstat(Path.t(), stat_options) :: {:ok, File.Stat.t()} | {:error, posix | :badarg}
  def lstat(path, opts \\ []),
    do: path |> to_path() |> :file.read_link_info(time(opts)) |> to_stat()

  @doc """
  As `lstat/2`, but returns the information itself and raises `File.Error` on failure.
  """
  @spec lstat!(Path.t(), stat_options) :: File.Stat.t()
  def lstat!(path, opts \\ []), do: path |> lstat(opts) |> value("read file stats", path)

  defp time(opts), do: Keyword.put_new(opts, :time, :universal)

  defp to_stat({:ok, info}), do: {:ok, File.Stat.from_record(info)}
  defp to_stat(error), do: error

  @doc """
  Returns `{:ok, path}` that a symbolic link names.
  """
  @doc since: "1.5.0"
  @spec read_link(Path.t()) :: {:ok, binary} | {:error, posix | :badarg}
  def read_link(path) do
    with {:ok, target} <- path |> to_path() |> :file.read_link(), do: {:ok, to_path(target)}
  end

  @doc """
  As `read_link/1`, but returns the path itself and raises `File.Error` on failure.
  """
  @doc since: "1.5.0"
  @spec read_link!(Path.t()) :: binary
  def read_link!(path), do: path |> read_link() |> value("read link", path)

  @doc """
  Sets what a `File.Stat` says about a path: mode, owner, group and times. Options are those of `stat/2`.
  """
  @spec write_stat(Path.t(), File.Stat.t(), stat_options) :: :ok | {:error, posix | :badarg}
  def write_stat(path, stat, opts \\ []),
    do: :file.write_file_info(to_path(path), File.Stat.to_record(stat), time(opts))

  @doc """
  As `write_stat/3`, but raises `File.Error` on failure.
  """
  @spec write_stat!(Path.t(), File.Stat.t(), stat_options) :: :ok
  def write_stat!(path, stat, opts \\ []),
    do: path |> write_stat(stat, opts) |> check("write file stats", path)

  @doc """
  Sets when a file was changed, in seconds since 1970 or as an Erlang tuple in UTC. Makes the file if there is none.
  """
  @spec touch(Path.t(), erlang_time | posix_time) :: :ok | {:error, posix | :badarg}
  def touch(path, time \\ System.os_time(:second))

  def touch(path, time) when is_tuple(time) or is_integer(time) do
    path = to_path(path)
    option = if is_tuple(time), do: :universal, else: :posix

    with {:error, :enoent} <- set_times(path, time, option),
         :ok <- write(path, "", [:append]),
         do: set_times(path, time, option)
  end

  defp set_times(path, time, option) do
    info = List.duplicate(:undefined, 14)
    record = info |> List.to_tuple() |> put_elem(0, :file_info) |> put_elem(5, time)
    :file.write_file_info(path, record, time: option)
  end

  @doc """
  As `touch/2`, but raises `File.Error` on failure.
  """
  @spec touch!(Path.t(), erlang_time | posix_time) :: :ok
  def touch!(path, time \\ System.os_time(:second)),
    do: path |> touch(time) |> check("touch", path)

  @doc """
  Gives a file a second name.
  """
  @doc since: "1.5.0"
  @spec ln(Path.t(), Path.t()) :: :ok | {:error, posix | :badarg}
  def ln(existing, new), do: :file.make_link(to_path(existing), to_path(new))

  @doc """
  As `ln/2`, but raises `File.LinkError` on failure.
  """
  @doc since: "1.5.0"
  @spec ln!(Path.t(), Path.t()) :: :ok
  def ln!(existing, new), do: existing |> ln(new) |> linked(existing, new, "create hard link")

  @doc """
  Makes a symbolic link `new` that names the path `existing`.
  """
  @doc since: "1.5.0"
  @spec ln_s(Path.t(), Path.t()) :: :ok | {:error, posix | :badarg}
  def ln_s(existing, new), do: :file.make_symlink(to_path(existing), to_path(new))

  @doc """
  As `ln_s/2`, but raises `File.LinkError` on failure.
  """
  @spec ln_s!(Path.t(), Path.t()) :: :ok
  def ln_s!(existing, new), do: existing |> ln_s(new) |> linked(existing, new, "create symlink")

  defp linked(:ok, _existing, _new, _action), do: :ok

  defp linked({:error, reason}, existing, new, action) do
    raise File.LinkError,
      reason: reason,
      action: action,
      existing: to_path(existing),
      new: to_path(new)
  end

  @doc """
  Copies what is in a file: `{:ok, bytes}`, of which there are no more than `bytes_count`.

  Both are paths or open files. Unlike `cp/3`, it does not copy the mode.
  """
  @spec copy(Path.t() | io_device, Path.t() | io_device, pos_integer | :infinity) ::
          {:ok, non_neg_integer} | {:error, posix | :badarg | :terminated}
  def copy(source, destination, bytes_count \\ :infinity),
    do: :file.copy(path_or_device(source), path_or_device(destination), bytes_count)

  @doc """
  As `copy/3`, but returns the number itself and raises `File.CopyError` on failure.
  """
  @spec copy!(Path.t() | io_device, Path.t() | io_device, pos_integer | :infinity) ::
          non_neg_integer
  def copy!(source, destination, bytes_count \\ :infinity) do
    case copy(source, destination, bytes_count) do
      {:ok, bytes_count} ->
        bytes_count

      {:error, reason} ->
        raise File.CopyError,
          reason: reason,
          action: "copy",
          source: printable(source),
          destination: printable(destination)
    end
  end

  defp path_or_device(device) when is_pid(device), do: device
  defp path_or_device({:file_descriptor, _, _} = device), do: device
  defp path_or_device(path) when is_list(path) or is_binary(path), do: to_path(path)

  defp printable(path) when is_list(path) or is_binary(path), do: to_path(path)
  defp printable(device), do: inspect(device)

  @doc """
  Renames a file or directory.
  """
  @doc since: "1.1.0"
  @spec rename(Path.t(), Path.t()) :: :ok | {:error, posix | :badarg}
  def rename(source, destination), do: :file.rename(to_path(source), to_path(destination))

  @doc """
  As `rename/2`, but raises `File.RenameError` on failure.
  """
  @doc since: "1.9.0"
  @spec rename!(Path.t(), Path.t()) :: :ok
  def rename!(source, destination) do
    with {:error, reason} <- rename(source, destination) do
      raise File.RenameError,
        reason: reason,
        action: "rename",
        source: to_path(source),
        destination: to_path(destination)
    end
  end

  @doc """
  Copies a file with its mode.

  ## Options

    * `:on_conflict` - a function that is called with both paths if there is a file already, and says whether it is to be
      replaced. It is, by default

  """
  @spec cp(Path.t(), Path.t(), on_conflict: on_conflict_callback) ::
          :ok | {:error, posix | :badarg | :terminated}
  def cp(source_file, destination_file, options \\ [])

  def cp(source_file, destination_file, callback) when is_function(callback, 2) do
    IO.warn(
      "passing a callback to File.cp/3 is deprecated, pass it as a on_conflict: callback option instead"
    )

    cp(source_file, destination_file, on_conflict: callback)
  end

  def cp(source_file, destination_file, options) when is_list(options) do
    on_conflict = Keyword.get(options, :on_conflict, fn _, _ -> true end)
    copy_file(to_path(source_file), to_path(destination_file), on_conflict)
  end

  defp copy_file(source, destination, on_conflict) do
    cond do
      dir?(source) -> {:error, :eisdir}
      kept?(source, destination, on_conflict) -> :ok
      true -> with({:ok, _} <- copy(source, destination), do: copy_mode(source, destination))
    end
  end

  # A file is not copied onto itself, nor where that is not wanted.
  defp kept?(source, destination, on_conflict) do
    exists?(destination) and
      (Path.expand(source) == Path.expand(destination) or
         not on_conflict.(source, destination))
  end

  defp copy_mode(source, destination) do
    with {:ok, stat} <- stat(source), do: chmod(destination, stat.mode)
  end

  @doc """
  As `cp/3`, but raises `File.CopyError` on failure.
  """
  @spec cp!(Path.t(), Path.t(), on_conflict: on_conflict_callback) :: :ok
  def cp!(source_file, destination_file, options \\ []) do
    with {:error, reason} <- cp(source_file, destination_file, options) do
      raise File.CopyError,
        reason: reason,
        action: "copy",
        source: to_path(source_file),
        destination: to_path(destination_file)
    end
  end

  @doc """
  Copies a file, or a directory with all that is in it: `{:ok, paths}` of all that were made, or `{:error, reason, path}`.

  What is in the destination besides stays there.

  ## Options

    * `:on_conflict` - a function that is called with both paths if there is a file already, and says whether it is to be
      replaced. It is, by default

    * `:dereference_symlinks` - whether what links name is copied rather than the links, `false` by default

  """
  @spec cp_r(Path.t(), Path.t(),
          on_conflict: on_conflict_callback,
          dereference_symlinks: boolean
        ) :: {:ok, [binary]} | {:error, posix | :badarg | :terminated, binary}
  def cp_r(source, destination, options \\ [])

  def cp_r(source, destination, callback) when is_function(callback, 2) do
    IO.warn(
      "passing a callback to File.cp_r/3 is deprecated, pass it as a on_conflict: callback option instead"
    )

    cp_r(source, destination, on_conflict: callback)
  end

  def cp_r(source, destination, options) when is_list(options) do
    on_conflict = Keyword.get(options, :on_conflict, fn _, _ -> true end)
    info = if Keyword.get(options, :dereference_symlinks, false), do: &stat/1, else: &lstat/1
    source = to_path(source)
    destination = destination |> to_path() |> without_slash()

    with false <- within?(destination, source),
         copied when is_list(copied) <- copy_tree(source, destination, info, on_conflict, []) do
      {:ok, copied}
    else
      true -> {:error, :einval, destination}
      error -> error
    end
  end

  # A directory copied into itself would never end.
  defp within?(destination, source),
    do: String.starts_with?(Path.expand(destination), Path.expand(source) <> "/")

  defp copy_tree(source, destination, info, on_conflict, copied) do
    case info.(source) do
      {:ok, %{type: :directory}} ->
        copy_directory(source, destination, info, on_conflict, copied)

      {:ok, %{type: :symlink}} ->
        copy_link(source, destination, on_conflict, copied)

      {:ok, _file} ->
        copy_into_list(source, destination, on_conflict, copied)

      {:error, reason} ->
        {:error, reason, source}
    end
  end

  defp copy_directory(source, destination, info, on_conflict, copied) do
    with {:ok, names} <- list(source),
         :ok <- make_for_copy(destination) do
      Enum.reduce_while(names, [destination | copied], fn name, copied ->
        result =
          copy_tree(
            Path.join(source, name),
            Path.join(destination, name),
            info,
            on_conflict,
            copied
          )

        {if(is_list(result), do: :cont, else: :halt), result}
      end)
    end
  end

  defp list(directory) do
    with {:error, reason} <- ls(directory), do: {:error, reason, directory}
  end

  defp make_for_copy(directory) do
    case mkdir(directory) do
      {:error, reason} when reason != :eexist -> {:error, reason, directory}
      _made -> :ok
    end
  end

  defp copy_link(source, destination, on_conflict, copied) do
    with {:ok, target} <- read_link(source),
         false <- kept_link?(source, destination, on_conflict),
         rm(destination),
         :ok <- ln_s(target, destination) do
      [destination | copied]
    else
      true -> copied
      {:error, reason} -> {:error, reason, source}
    end
  end

  # Links that lead nowhere are there, too.
  defp kept_link?(source, destination, on_conflict) do
    match?({:ok, _}, lstat(destination)) and
      (Path.expand(source) == Path.expand(destination) or
         not on_conflict.(source, destination))
  end

  defp copy_into_list(source, destination, on_conflict, copied) do
    if kept?(source, destination, on_conflict) do
      copied
    else
      case copy_file(source, destination, fn _, _ -> true end) do
        :ok -> [destination | copied]
        {:error, reason} -> {:error, reason, source}
      end
    end
  end

  defp without_slash(path) do
    case String.trim_trailing(path, "/") do
      "" -> path
      path -> path
    end
  end

  @doc """
  As `cp_r/3`, but returns the paths themselves and raises `File.CopyError` on failure.
  """
  @spec cp_r!(Path.t(), Path.t(),
          on_conflict: on_conflict_callback,
          dereference_symlinks: boolean
        ) :: [binary]
  def cp_r!(source, destination, options \\ []) do
    case cp_r(source, destination, options) do
      {:ok, files} ->
        files

      {:error, reason, file} ->
        raise File.CopyError,
          reason: reason,
          action: "copy recursively",
          on: file,
          source: to_path(source),
          destination: to_path(destination)
    end
  end

  @doc """
  Writes content to a file, which is made or emptied first. Modes are those of `open/2`.
  """
  @spec write(Path.t(), iodata, [mode]) ::
          :ok | {:error, posix | :badarg | :terminated | :system_limit}
  def write(path, content, modes \\ []),
    do: :file.write_file(to_path(path), content, normalize_modes(modes, false))

  @doc """
  As `write/3`, but raises `File.Error` on failure.
  """
  @spec write!(Path.t(), iodata, [mode]) :: :ok
  def write!(path, content, modes \\ []),
    do: path |> write(content, modes) |> check("write to file", path)

  @doc """
  Deletes a file.
  """
  @spec rm(Path.t()) :: :ok | {:error, posix | :badarg}
  def rm(path), do: path |> to_path() |> :file.delete()

  @doc """
  As `rm/1`, but raises `File.Error` on failure.
  """
  @spec rm!(Path.t()) :: :ok
  def rm!(path), do: path |> rm() |> check("remove file", path)

  @doc """
  Deletes an empty directory.
  """
  @spec rmdir(Path.t()) :: :ok | {:error, posix | :badarg}
  def rmdir(path), do: path |> to_path() |> :file.del_dir()

  @doc """
  As `rmdir/1`, but raises `File.Error` on failure.
  """
  @spec rmdir!(Path.t()) :: :ok
  def rmdir!(path), do: path |> rmdir() |> check("remove directory", path)

  @doc """
  Deletes a file, or a directory with all that is in it: `{:ok, paths}` of all that were deleted, or `{:error, reason, path}`.

  Links are not followed. That there is nothing to delete is no failure.
  """
  @spec rm_rf(Path.t()) :: {:ok, [binary]} | {:error, posix | :badarg, binary}
  def rm_rf(path) do
    with deleted when is_list(deleted) <- path |> to_path() |> delete_tree([]),
         do: {:ok, deleted}
  end

  defp delete_tree(path, deleted) do
    case :file.read_link_info(path, time: :posix) do
      {:ok, info} when elem(info, 2) == :directory -> delete_directory(path, deleted)
      {:ok, _info} -> path |> rm() |> deleted(path, deleted)
      {:error, reason} -> deleted({:error, reason}, path, deleted)
    end
  end

  defp delete_directory(path, deleted) do
    with {:ok, names} <- list(path),
         deleted when is_list(deleted) <- delete_all(names, path, deleted) do
      path |> rmdir() |> deleted(path, deleted)
    else
      {:error, reason, ^path} -> deleted({:error, reason}, path, deleted)
      error -> error
    end
  end

  defp delete_all(names, path, deleted) do
    Enum.reduce_while(names, deleted, fn name, deleted ->
      result = path |> Path.join(name) |> delete_tree(deleted)
      {if(is_list(result), do: :cont, else: :halt), result}
    end)
  end

  defp deleted(:ok, path, deleted), do: [path | deleted]

  # Nothing is there, or where it should be is no directory.
  defp deleted({:error, reason}, _path, deleted) when reason in [:enoent, :enotdir], do: deleted
  defp deleted({:error, reason}, path, _deleted), do: {:error, reason, path}

  @doc """
  As `rm_rf/1`, but returns the paths themselves and raises `File.Error` on failure.
  """
  @spec rm_rf!(Path.t()) :: [binary]
  def rm_rf!(path) do
    case rm_rf(path) do
      {:ok, files} ->
        files

      {:error, reason, _} ->
        raise File.Error,
          reason: reason,
          path: to_path(path),
          action: "remove files and directories recursively from"
    end
  end

  @doc """
  Opens a file: `{:ok, device}`. With a function, calls it with the device, closes it, and returns `{:ok, result}`.

  ## Modes

    * `:read` - to read; the default
    * `:write` - to write. A file that is not read as well is emptied. It is made if there is none
    * `:append` - to write at the end
    * `:exclusive` - to write a file that must not be there yet
    * `:utf8`, `{:encoding, encoding}` - text in that encoding rather than bytes
    * `:charlist` - text is returned as charlists
    * `:raw` - without a process; the functions of `IO` for text do not take such a file
    * `:compressed` - in the format of gzip, to be either read or written
    * `:delayed_write`, `{:delayed_write, size, milliseconds}` - hold back what is written
    * `:read_ahead`, `{:read_ahead, size}` - read more than is asked for
    * `:sync` - wait for the disk at each write

  ## Examples

      iex> File.open("/no/such/file", [:read])
      {:error, :enoent}

  """
  @spec open(Path.t(), [mode | :ram]) :: {:ok, io_device | file_descriptor} | {:error, posix}
  @spec open(Path.t(), (io_device | file_descriptor -> res)) :: {:ok, res} | {:error, posix}
        when res: var
  def open(path, modes_or_function \\ [])

  def open(path, modes) when is_list(modes),
    do: :file.open(to_path(path), normalize_modes(modes, true))

  def open(path, function) when is_function(function, 1), do: open(path, [], function)

  @doc """
  Opens a file with modes, calls a function with it, closes it, and returns `{:ok, result}`.

  It is closed when the function raises, too.
  """
  @spec open(Path.t(), [mode | :ram], (io_device | file_descriptor -> res)) ::
          {:ok, res} | {:error, posix}
        when res: var
  def open(path, modes, function) when is_list(modes) and is_function(function, 1) do
    with {:ok, device} <- open(path, modes) do
      try do
        {:ok, function.(device)}
      after
        :ok = close(device)
      end
    end
  end

  @doc """
  As `open/2`, but returns the device or the result itself and raises `File.Error` on failure.
  """
  @spec open!(Path.t(), [mode | :ram]) :: io_device | file_descriptor
  @spec open!(Path.t(), (io_device | file_descriptor -> res)) :: res when res: var
  def open!(path, modes_or_function \\ []),
    do: path |> open(modes_or_function) |> value("open", path)

  @doc """
  As `open/3`, but returns the result itself and raises `File.Error` on failure.
  """
  @spec open!(Path.t(), [mode | :ram], (io_device | file_descriptor -> res)) :: res when res: var
  def open!(path, modes, function), do: path |> open(modes, function) |> value("open", path)

  @doc """
  Returns `{:ok, directory}` that relative paths start at.
  """
  @spec cwd() :: {:ok, binary} | {:error, posix}
  def cwd, do: :prim_file.get_cwd()

  @doc """
  As `cwd/0`, but returns the directory itself and raises `File.Error` on failure.
  """
  @spec cwd!() :: binary
  def cwd!, do: value(cwd(), "get current working directory", "")

  @doc """
  Changes the directory that relative paths start at. It counts for the whole machine.
  """
  @spec cd(Path.t()) :: :ok | {:error, posix | :badarg | :no_translation}
  def cd(path), do: path |> to_path() |> :file.set_cwd()

  @doc """
  As `cd/1`, but raises `File.Error` on failure.
  """
  @spec cd!(Path.t()) :: :ok
  def cd!(path), do: path |> cd() |> check("set current working directory to", path)

  @doc """
  Calls a function in another directory, goes back, and returns the result.
  """
  @spec cd!(Path.t(), (-> res)) :: res when res: var
  def cd!(path, function) do
    old = cwd!()
    cd!(path)

    try do
      function.()
    after
      cd!(old)
    end
  end

  @doc """
  Returns `{:ok, names}` in a directory, in no particular order.
  """
  @spec ls(Path.t()) :: {:ok, [binary]} | {:error, posix | :badarg | {:no_translation, binary}}
  def ls(path \\ ".") do
    with {:ok, names} <- path |> to_path() |> :file.list_dir(),
         do: {:ok, Enum.map(names, &to_path/1)}
  end

  @doc """
  As `ls/1`, but returns the names themselves and raises `File.Error` on failure.
  """
  @spec ls!(Path.t()) :: [binary]
  def ls!(path \\ "."), do: path |> ls() |> value("list directory", path)

  @doc """
  Closes an open file.
  """
  @spec close(io_device) :: :ok | {:error, posix | :badarg | :terminated}
  def close(io_device), do: :file.close(io_device)

  @doc ~S"""
  Returns a `File.Stream` of the lines of a file, or of pieces of so many bytes.

  Nothing is opened before the stream is enumerated, which reads the file, or collected into, which writes it. Lines have
  their ends; `\r\n` becomes `\n`.

  ## Modes

    * `:utf8`, `{:encoding, encoding}` - text in that encoding; pieces are then counted in characters
    * `:trim_bom` - skip a byte order mark
    * `{:read_offset, bytes}` - where to begin to read
    * `:append` - write at the end
    * `:compressed`, `:delayed_write`, `:read_ahead` - as of `open/2`

  ## Examples

      # how many lines are not blank
      File.stream!("log.txt") |> Enum.count(&(String.trim(&1) != ""))

      # numbers the lines of one file into another
      File.stream!("in.txt")
      |> Stream.with_index(1)
      |> Stream.map(fn {line, number} -> "#{number}: #{line}" end)
      |> Enum.into(File.stream!("out.txt"))

  """
  @spec stream!(Path.t(), :line | pos_integer | [stream_mode]) :: File.Stream.t()
  def stream!(path, line_or_bytes_modes \\ [])

  def stream!(path, modes) when is_list(modes), do: stream!(path, :line, modes)

  def stream!(path, line_or_bytes) when is_integer(line_or_bytes) or line_or_bytes == :line,
    do: stream!(path, line_or_bytes, [])

  @doc """
  Returns a `File.Stream` with modes; see `stream!/2`.
  """
  @spec stream!(Path.t(), :line | pos_integer, [stream_mode]) :: File.Stream.t()
  def stream!(path, line_or_bytes, modes)

  def stream!(path, modes, line_or_bytes) when is_list(modes) do
    IO.warn(
      "File.stream!(path, modes, line_or_byte) is deprecated, invoke File.stream!(path, line_or_bytes, modes) instead"
    )

    stream!(path, line_or_bytes, modes)
  end

  def stream!(path, line_or_bytes, modes) when is_list(modes) do
    modes = normalize_modes(modes, true)
    File.Stream.__build__(to_path(path), line_or_bytes, modes)
  end

  @doc """
  Sets who may do what with a file: a number, best written in octal digits such as `0o644`.
  """
  @spec chmod(Path.t(), non_neg_integer) :: :ok | {:error, posix | :badarg}
  def chmod(path, mode), do: path |> to_path() |> :file.change_mode(mode)

  @doc """
  As `chmod/2`, but raises `File.Error` on failure.
  """
  @spec chmod!(Path.t(), non_neg_integer) :: :ok
  def chmod!(path, mode), do: path |> chmod(mode) |> check("change mode for", path)

  @doc """
  Sets the owner of a file.
  """
  @spec chown(Path.t(), non_neg_integer) :: :ok | {:error, posix | :badarg}
  def chown(path, uid), do: path |> to_path() |> :file.change_owner(uid)

  @doc """
  As `chown/2`, but raises `File.Error` on failure.
  """
  @spec chown!(Path.t(), non_neg_integer) :: :ok
  def chown!(path, uid), do: path |> chown(uid) |> check("change owner for", path)

  @doc """
  Sets the group of a file.
  """
  @spec chgrp(Path.t(), non_neg_integer) :: :ok | {:error, posix | :badarg}
  def chgrp(path, gid), do: path |> to_path() |> :file.change_group(gid)

  @doc """
  As `chgrp/2`, but raises `File.Error` on failure.
  """
  @spec chgrp!(Path.t(), non_neg_integer) :: :ok
  def chgrp!(path, gid), do: path |> chgrp(gid) |> check("change group for", path)

  defp to_path(path), do: IO.chardata_to_string(path)

  # The modes of `:file`: binaries unless charlists are wanted.
  defp normalize_modes([:utf8 | rest], binary?),
    do: [{:encoding, :utf8} | normalize_modes(rest, binary?)]

  defp normalize_modes([:charlist | rest], _binary?), do: normalize_modes(rest, false)
  defp normalize_modes([mode | rest], binary?), do: [mode | normalize_modes(rest, binary?)]
  defp normalize_modes([], true), do: [:binary]
  defp normalize_modes([], false), do: []

  defp value({:ok, value}, _action, _path), do: value

  defp value({:error, reason}, action, path),
    do: raise(File.Error, reason: reason, action: action, path: to_path(path))

  defp check(:ok, _action, _path), do: :ok

  defp check({:error, reason}, action, path),
    do: raise(File.Error, reason: reason, action: action, path: to_path(path))
end
